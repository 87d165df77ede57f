import { describe, expect, it } from 'vitest'
import { effectOf } from '../../../src/renderer/lab/edit-effect'
import { withDataset } from '../../../src/renderer/data/fit-network'
import { columnNamed, firstChoice, roleOf, withRole, type ColumnRole } from '../../../src/renderer/data/table-choices'
import type { CsvDataset } from '../../../src/shared/experiment'
import { checkExperiment } from '../../../src/shared/parse-experiment'
import { csvDataset } from '../../shared/imported/csv-dataset'
import { experimentWith } from './experiment-with'

function chosen(content: string): CsvDataset {
  return firstChoice('grades.csv', csvDataset(content).source)
}

function roles(dataset: CsvDataset): ColumnRole[] {
  return dataset.source.columns.map((column) => roleOf(dataset, column))
}

function change(dataset: CsvDataset, name: string, role: ColumnRole): CsvDataset {
  const column = columnNamed(dataset.source, name)
  if (!column) throw new Error(`There is no column ${name}`)
  return withRole(dataset, column, role)
}

const names = Array.from({ length: 300 }, (_, row) => `name ${row}`)

describe('what is assumed of a table', () => {
  it.each<readonly [what: string, content: string, expected: readonly ColumnRole[]]>([
    ['the last column is the target', 'a,b,c\n1,x,2\n2,y,3\n', ['input', 'categories', 'target']],
    ['what only counts is left out', 'id,a,b\n1,5,x\n2,6,y\n', ['ignored', 'input', 'target']],
    [
      'names are left out, and are no target',
      `a,b,name\n${names.map((name, row) => `${row},${row % 2},${name}`).join('\n')}\n`,
      ['input', 'target', 'ignored'],
    ],
    [
      'a row number without a name',
      ',len,wid,kind\n0,1.5,2,a\n1,3,4,b\n2,5,7,a\n',
      ['ignored', 'input', 'input', 'target'],
    ],
    [
      'the numbers of rows that were sorted since',
      'Unnamed: 0,len,kind\n7,1.5,a\n0,3,b\n3,5,a\n',
      ['ignored', 'input', 'target'],
    ],
    [
      'a row number with any name, at any place',
      'len,kind,row\n5,a,10\n6,b,11\n9,a,12\n1,a,13\n2,b,14\n',
      ['input', 'target', 'ignored'],
    ],
    ['a row number where there are no names', '1,5.5,a\n2,6,b\n3,9,a\n4,1,a\n5,2,b\n', ['ignored', 'input', 'target']],
    ['a measure without a name', ',len,kind\n4,1.5,a\n4,3,b\n5,5,a\n', ['input', 'input', 'target']],
    ['a series has nothing but its place', 'year,price\n1,5.5\n2,6.5\n3,9.5\n4,1.5\n5,2.5\n', ['input', 'target']],
    ['what is missing throughout is left out', 'a,b,c\n1,,x\n2,,y\n', ['input', 'ignored', 'target']],
  ])('%s', (_, content, expected) => {
    expect(roles(chosen(content))).toEqual(expected)
  })

  it('values are scaled, so that no first step runs away', () => {
    expect(chosen('a,price\n1,100000.5\n2,250000.5\n')).toMatchObject({ targetKind: 'value', targetScale: 'standard' })
    expect(chosen('a,b\n1,x\n2,y\n')).not.toHaveProperty('targetScale')
  })
})

describe('roles', () => {
  const dataset = chosen('a,b,c\n1,5,x\n2,6,y\n')

  it('inputs keep the order of the columns', () => {
    const without = change(dataset, 'a', 'ignored')
    expect(without.inputs).toEqual(['b'])
    expect(change(without, 'a', 'input').inputs).toEqual(['a', 'b'])
  })

  it('another target frees the one before', () => {
    const other = change(dataset, 'a', 'target')
    expect(other).toMatchObject({ target: 'a', inputs: ['b', 'c'], targetKind: 'class' })
    expect(change(other, 'a', 'ignored')).toBe(other)
  })

  it('numbers may count as texts, and back', () => {
    const texts = change(dataset, 'b', 'categories')
    expect(texts).toMatchObject({ inputs: ['a', 'b'], categories: ['b'] })
    expect(change(texts, 'b', 'input')).not.toHaveProperty('categories')
    expect(change(texts, 'b', 'ignored')).not.toHaveProperty('categories')
  })
})

describe('the network that fits', () => {
  const own = experimentWith({})

  it.each<readonly [what: string, content: string, units: number, activation: string, cost: string]>([
    ['two classes', 'a,b\n1,x\n2,y\n', 1, 'sigmoid', 'cross-entropy'],
    ['three classes', 'a,b\n1,x\n2,y\n3,z\n', 3, 'softmax', 'cross-entropy'],
    ['values', 'a,b\n1,1.5\n2,2.5\n', 1, 'linear', 'squared-error'],
    ['one class', 'a,b\n1,x\n2,x\n', 1, 'sigmoid', 'cross-entropy'],
  ])('%s', (_, content, units, activation, cost) => {
    const fitted = withDataset(own, chosen(content))
    expect(checkExperiment(fitted)).toEqual([])
    expect([fitted.network.inputs, fitted.network.layers.at(-1), fitted.cost]).toEqual([1, { units, activation }, cost])
  })

  it('other data start another model, the same ones don’t, however large', () => {
    const dataset = chosen('a,b\n1,x\n2,y\n')
    const fitted = withDataset(own, dataset)
    expect(effectOf(fitted, { ...fitted, dataset: { ...dataset } })).toBe('none')
    expect(effectOf(fitted, { ...fitted, dataset: { ...dataset, seed: 2 } })).toBe('restart')
    expect(effectOf(fitted, { ...fitted, dataset: { ...dataset, source: { ...dataset.source } } })).toBe('restart')
  })
})
