/** Tables for a spreadsheet. */
import fc from 'fast-check'
import { csvParse } from 'd3-dsv'
import { describe, expect, it } from 'vitest'
import { flattenTheta } from '../../../src/shared/network'
import { shortestDigits } from '../../../src/worker/exports/csv'
import { lecture } from '../node-trainer'
import { costsOf, exported, exportedText, runOf } from './run-of'

describe('digits', () => {
  it('read back as the same float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(shortestDigits(value)))).toBe(value === 0 ? 0 : value)
      }),
      { numRuns: 3000 },
    )
  })

  it('are the fewest that do: one less reads back as another number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const digits = shortestDigits(value)
          .replace(/e.*/, '')
          .replaceAll(/[-.]/g, '')
          .replace(/^0+/, '')
          .replace(/0+$/, '')
        if (digits.length > 1) expect(Math.fround(Number(value.toPrecision(digits.length - 1)))).not.toBe(value)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    [Math.fround(0.1), '0.1'],
    [Math.fround(1 / 3), '0.33333334'],
    [-30, '-30'],
    [0, '0'],
    [2 ** -149, '1e-45'],
    [NaN, ''],
    [Infinity, ''],
  ])('of %f are %s', (value, text) => {
    expect(shortestDigits(value)).toBe(text)
  })
})

describe('the table of weights', () => {
  it('has a row for each weight, by layer, row and column; column 0 is the bias', async () => {
    const theta = [
      [
        [-30, 20, 0.1],
        [10, -20, -20],
      ],
      [[-10, 20, 1e-9]],
    ]
    const layers = [
      { units: 2, activation: 'sigmoid' as const },
      { units: 1, activation: 'sigmoid' as const },
    ]
    const text = await exportedText(runOf(lecture({ network: { inputs: 2, layers }, theta })), 'weights-csv')
    const lines = text.trimEnd().split('\n')
    expect(lines.slice(0, 4)).toEqual(['layer,row,column,value', '1,1,0,-30', '1,1,1,20', '1,1,2,0.1'])
    expect(lines.at(-1)).toBe('2,1,2,1e-9')
    expect(lines).toHaveLength(1 + flattenTheta(theta).length)
  })
})

describe('the table of the history', () => {
  it('has a row for each record, with both costs, both accuracies and each unit’s mean |δ|', async () => {
    const run = runOf(lecture())
    const costs = costsOf(run, 5)
    const rows = csvParse(await exportedText(run, 'history-csv'))
    expect(rows.columns).toEqual([
      ...['epoch', 'train_cost', 'test_cost', 'train_accuracy', 'test_accuracy'],
      ...['delta_2_1', 'delta_2_2', 'delta_3_1', 'delta_3_2', 'delta_4_1'],
    ])
    expect(rows.map((row) => Number(row['epoch']))).toEqual([0, 1, 2, 3, 4, 5])
    const { history } = { history: run.telemetry.snapshot() }
    for (const [record, row] of rows.entries()) {
      expect(Math.fround(Number(row['train_cost']))).toBe(Math.fround(costs[record]?.[0] ?? NaN))
      expect(Math.fround(Number(row['test_cost']))).toBe(Math.fround(costs[record]?.[1] ?? NaN))
      if (record > 0) expect(Math.fround(Number(row['delta_4_1']))).toBe(history.meanAbsDelta[5 * record + 4])
    }
  })

  it('leaves empty what is not known', async () => {
    const dataset = { kind: 'inline' as const, inputs: [[0, 1]], targets: [[0.5]], trainFraction: 1 }
    const [first] = csvParse(await exportedText(runOf(lecture({ dataset })), 'history-csv'))
    expect(first).toMatchObject({ epoch: '0', test_cost: '', train_accuracy: '', delta_2_1: '' })
  })

  it('is named after the experiment', async () => {
    const { name } = await exported(runOf(lecture({ name: '../a/b: “c”' })), 'history-csv')
    expect(name).toMatch(/^a-b- -c-history\.csv$|^a-b- -c--history\.csv$/)
  })
})
