import { describe, expect, it } from 'vitest'
import { createProgressBar } from '../../src/cli/progress-bar'
import type { Surroundings } from '../../src/cli/surroundings'
import type { Evaluation } from '../../src/shared/trainer'
import { kernels } from '../worker/engine/engine'

const evaluation: Evaluation = {
  epoch: 12,
  trainCost: 0.123456789,
  testCost: null,
  trainAccuracy: null,
  testAccuracy: null,
  trainError: null,
  testError: null,
  confusion: null,
}

/** A bar, the time that it sees, and what it has said. */
function startBar(isWatched: boolean) {
  const said: string[] = []
  let time = 0
  const surroundings: Surroundings = {
    print: (text) => void said.push(`on standard output: ${text}`),
    say: (text) => void said.push(text),
    isWatched,
    kernels: () => Promise.resolve(kernels),
  }
  const bar = createProgressBar(surroundings, () => time)
  return { bar, said, pass: (milliseconds: number) => void (time += milliseconds) }
}

describe('where nobody watches', () => {
  it('says nothing, ever', () => {
    const { bar, said, pass } = startBar(false)
    for (const share of [0, 0.5, 1]) {
      pass(1000)
      bar.show(share, evaluation)
    }
    bar.clear()
    expect(said).toEqual([])
  })
})

describe('on a terminal', () => {
  it.each([
    [0, 0, '  0 %'],
    [0.5, 15, ' 50 %'],
    [0.999, 29, ' 99 %'],
    [1, 30, '100 %'],
  ])('of %d it draws %d of 30 blocks', (share, blocks, percent) => {
    const { bar, said, pass } = startBar(true)
    pass(100)
    bar.show(share, evaluation)
    const drawn = '█'.repeat(blocks) + '░'.repeat(30 - blocks)
    expect(said).toEqual([`\r\x1b[K${drawn} ${percent}  epoch 12, cost 0.123457`])
  })

  it('draws ten times a second at most', () => {
    const { bar, said, pass } = startBar(true)
    for (let look = 0; look < 1000; look++) {
      pass(1)
      bar.show(look / 1000, null)
    }
    expect(said).toHaveLength(10)
  })

  it('stays away where it is over in a moment', () => {
    const { bar, said, pass } = startBar(true)
    pass(50)
    bar.show(1, evaluation)
    bar.clear()
    expect(said).toEqual([])
  })

  it('is wiped once', () => {
    const { bar, said, pass } = startBar(true)
    pass(100)
    bar.show(0.5, null)
    bar.clear()
    bar.clear()
    expect(said.slice(1)).toEqual(['\r\x1b[K'])
  })
})
