import { describe, expect, it } from 'vitest'
import { createRandom, epochOrder } from '../../src/shared/rng'

const DRAWS = 200_000

function moments(draw: () => number): { mean: number; variance: number; fourth: number } {
  const values = Array.from({ length: DRAWS }, draw)
  const average = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / DRAWS
  return { mean: average(1), variance: average(2) - average(1) ** 2, fourth: average(4) }
}

describe('random numbers', () => {
  it('are the same for the same keys and others for others', () => {
    const draw = (...keys: number[]): number[] => Array.from({ length: 4 }, createRandom(...keys).uint32)
    expect(draw(1, 2)).toEqual(draw(1, 2))
    const streams = [[1, 2], [2, 1], [1], [1, 2, 0], [0], [2 ** 32], [2 ** 33], [2 ** 53 - 1]]
    expect(new Set(streams.map((keys) => draw(...keys).join())).size).toBe(streams.length)
  })

  it('stay what they were: experiments depend on them', () => {
    const random = createRandom(1)
    expect([random.uint32(), random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
      [
        3925846991,
        1761775853,
        1502673183,
      ]
    `)
    expect([...epochOrder(1, 0, 10, true)]).toMatchInlineSnapshot(`
      [
        1,
        2,
        3,
        0,
        9,
        6,
        4,
        8,
        7,
        5,
      ]
    `)
  })

  it('are uniform', () => {
    const { mean, variance } = moments(createRandom(3).uniform)
    expect(mean).toBeCloseTo(1 / 2, 2)
    expect(variance).toBeCloseTo(1 / 12, 2)
  })

  it('are normal', () => {
    const { mean, variance, fourth } = moments(createRandom(4).normal)
    expect(Math.abs(mean)).toBeLessThan(0.01)
    expect(variance).toBeCloseTo(1, 1)
    expect(fourth).toBeCloseTo(3, 0)
  })

  it('below a bound reach every number, and never the bound', () => {
    const random = createRandom(5)
    const counts = [0, 0, 0, 0, 0, 0, 0]
    for (let draw = 0; draw < 70_000; draw++) {
      const value = random.below(7)
      counts[value] = (counts[value] ?? NaN) + 1
    }
    expect(counts).toHaveLength(7)
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })
})

describe('the order of an epoch', () => {
  it('is that of the data without shuffling', () => {
    expect([...epochOrder(1, 5, 4, false)]).toEqual([0, 1, 2, 3])
  })

  it('holds every example once, in another order each epoch and for each seed', () => {
    const orders = [epochOrder(1, 0, 50, true), epochOrder(1, 1, 50, true), epochOrder(2, 0, 50, true)]
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...epochOrder(1, 0, 50, false)])
    expect(new Set(orders.map((order) => order.join())).size).toBe(3)
  })

  it('depends on nothing but its arguments', () => {
    expect(epochOrder(9, 4, 30, true)).toEqual(epochOrder(9, 4, 30, true))
  })

  it('is written into an array that is given', () => {
    const into = new Uint32Array(40)
    const order = epochOrder(1, 0, 30, true, into)
    expect(order.buffer).toBe(into.buffer)
    expect(order).toEqual(epochOrder(1, 0, 30, true))
  })

  it('has every order of three equally often', () => {
    const counts = new Map<string, number>()
    for (let epoch = 0; epoch < 12_000; epoch++) {
      const order = epochOrder(1, epoch, 3, true).join()
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })
})
