import { expect, it } from 'vitest'
import { speedChart } from '../../bench/chart'
import { operationsPerExample } from '../../bench/flops'
import { median } from '../../bench/median'
import { rate } from '../../bench/number-format'
import { fastestPeer, oursOf, type Race } from '../../bench/race'
import { goalTable, speedTable } from '../../bench/report'
import { dataOf, layered, WORKLOADS } from '../../bench/workloads'

const [lecture] = WORKLOADS
if (!lecture) throw new Error('There is no workload')

const learning = { kind: 'same', largestDifference: 1e-7 } as const
const equivalent = { cost: lecture.cost, batchSize: lecture.batchSize }
const measured = (name: 'delta-lab' | 'playground' | 'brain', samplesPerSecond: number) =>
  ({ kind: 'measured', name, samplesPerSecond, rounds: [samplesPerSecond], equivalent, learning }) as const

const race: Race = {
  workload: lecture,
  standings: [
    measured('delta-lab', 6e6),
    measured('playground', 2e6),
    measured('brain', 1e6),
    { kind: 'missing', name: 'pytorch', reason: 'python3 has no torch' },
  ],
}

it.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[1, 2, 10, 4], 3],
])('the median of %j is %d', (values, answer) => {
  expect(median(values)).toBe(answer)
})

it.each([
  [4_600_000, '4.60 M'],
  [115_000, '115 k'],
  [987, '987'],
])('writes %d as %s', (value, text) => {
  expect(rate(value)).toBe(text)
})

it('counts the operations of the products', () => {
  // 2-3-1: 9 + 4 weights forward and for the gradient, 3 of them, without the bias, for δ.
  expect(operationsPerExample(layered([2, 3, 1], 'tanh'))).toBe(2 * 13 + 2 * 13 + 2 * 3)
})

it('compares with the fastest peer, and names those who are not here', () => {
  expect(oursOf(race).samplesPerSecond).toBe(6e6)
  expect(fastestPeer(race)?.name).toBe('playground')
  expect(goalTable([race], 1e9)).toContain('3.00 ×')
  expect(speedTable([race])).toContain('| PyTorch cpu | not here |')
})

it('draws a bar for each who was measured', () => {
  expect(speedChart([race]).match(/<rect/g)).toHaveLength(3)
})

it('draws the same learnable data every time', () => {
  for (const workload of WORKLOADS.slice(0, 3)) {
    const { inputs, targets } = dataOf(workload)
    expect(inputs).toEqual(dataOf(workload).inputs)
    expect(inputs).toHaveLength(workload.examples * workload.network.inputs)
    expect(new Set(targets).size).toBe(2)
  }
})
