import { describe, expect, it } from 'vitest'
import { datasetFacts, datasetOwnProblems } from '../../../src/shared/dataset-facts'
import type { CsvDataset } from '../../../src/shared/experiment'
import { useOfTable, type TableUse } from '../../../src/shared/imported/table-use'
import { csvDataset } from './csv-dataset'

const GRADES = `hours,sleep,colour,passed,points
1,8,red,no,10.5
2,,blue,no,20
3,6,red,yes,
4,7,,yes,70.25
5,6,green,,90
`

function use(choices: Partial<CsvDataset>): TableUse {
  const found = useOfTable(csvDataset(GRADES, { inputs: ['hours'], target: 'passed', ...choices }))
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.value
}

describe('what a table is used for', () => {
  it('texts are classes, sorted; rows without a target are left out', () => {
    const { task, classNames, labels, rows, withoutTarget, withoutInput } = use({})
    expect({ task, classNames, withoutTarget, withoutInput }).toEqual({
      task: 'classification',
      classNames: ['no', 'yes'],
      withoutTarget: 1,
      withoutInput: 0,
    })
    expect([[...rows], [...labels]]).toEqual([
      [0, 1, 2, 3],
      [0, 0, 1, 1],
    ])
  })

  it('numbers are values', () => {
    const { task, classNames, labels, withoutTarget } = use({ target: 'points' })
    expect({ task, classNames, withoutTarget }).toEqual({
      task: 'regression',
      classNames: ['points'],
      withoutTarget: 1,
    })
    expect([...labels]).toEqual([10.5, 20, 70.25, 90])
  })

  it('a few whole numbers are classes by themselves, and values on demand', () => {
    expect(use({ target: 'sleep' })).toMatchObject({ task: 'classification', classNames: ['6', '7', '8'] })
    expect(use({ target: 'sleep', targetKind: 'value' }).task).toBe('regression')
    const numbers = Array.from({ length: 12 }, (_, row) => `${row},${row}`).join('\n')
    const many = useOfTable(csvDataset(`a,b\n${numbers}\n`))
    expect(many.ok && many.value.task).toBe('regression')
  })

  it('a text is an input for each of its texts', () => {
    expect(use({ inputs: ['hours', 'colour'] }).inputNames).toEqual([
      'hours',
      'colour = blue',
      'colour = green',
      'colour = red',
    ])
    expect(use({ inputs: ['sleep'], categories: ['sleep'] }).inputNames).toEqual([
      'sleep = 6',
      'sleep = 7',
      'sleep = 8',
    ])
  })

  it('rows that lack an input are left out, or stay', () => {
    const inputs = ['sleep', 'colour']
    expect(use({ inputs })).toMatchObject({ withoutTarget: 1, withoutInput: 2 })
    expect([...use({ inputs }).rows]).toEqual([0, 2])
    expect([...use({ inputs, missing: 'mean' }).rows]).toEqual([0, 1, 2, 3])
  })

  it('is asked again for nothing: the answer stays with the dataset', () => {
    const dataset = csvDataset(GRADES, { inputs: ['hours'], target: 'passed' })
    expect(useOfTable(dataset)).toBe(useOfTable(dataset))
    expect(datasetFacts(dataset, null)).toBe(datasetFacts(dataset, null))
  })

  it('one class alone is data too: a warning is the preview’s', () => {
    const dataset = csvDataset('a,b\n1,yes\n2,yes\n')
    expect(datasetOwnProblems(dataset)).toEqual([])
    expect(datasetFacts(dataset, null)).toMatchObject({ classNames: ['yes'], outputs: [1] })
  })
})

const manyTexts = `id,n,b\n${Array.from({ length: 300 }, (_, row) => `t${row},${row}.5,1`).join('\n')}\n`

it.each<readonly [what: string, content: string, choices: Partial<CsvDataset>, path: string, message: RegExp]>([
  [
    'nothing but an empty column',
    'a,b\n1,\n2,\n',
    { inputs: [], target: 'a' },
    'dataset.inputs',
    /column “b” is empty/,
  ],
  [
    'nothing but an empty column, and gaps are filled',
    'a,b\n1,\n2,\n',
    { inputs: ['b'], target: 'a', missing: 'mean' },
    'dataset.inputs',
    /column “b” is empty/,
  ],
  [
    'a point where others have a comma',
    'a;b\n1,5;x\n2.5;y\n3,5;x\n',
    {},
    'grades.csv: line 3, column “a”',
    /“2\.5” has a decimal point, but .* a decimal comma/,
  ],
  [
    'a comma where others have a point',
    'a;b\n1.5;x\n2,5;y\n3.5;x\n',
    {},
    'grades.csv: line 3, column “a”',
    /“2,5” has a decimal comma, but .* a decimal point/,
  ],
  [
    'thousands and decimals',
    'a;b\n1,5;x\n1.234,5;y\n3,5;x\n',
    {},
    'grades.csv: line 3, column “a”',
    /“1\.234,5” has a thousands separator\. Leave it out, as in 1234,5/,
  ],
  [
    'thousands with a space',
    'a;b\n1.5;x\n1 234.5;y\n3.5;x\n',
    {},
    'grades.csv: line 3, column “a”',
    /“1 234\.5” has a thousands separator\. Leave it out, as in 1234\.5/,
  ],
  [
    'thousands with an apostrophe',
    "a;b\n1.5;x\n1'234;y\n3.5;x\n",
    {},
    'grades.csv: line 3, column “a”',
    /“1'234” has a thousands separator/,
  ],
  [
    'a point among commas, before three digits',
    'a;b\n1,5;x\n1.234;y\n3,5;x\n',
    {},
    'grades.csv: line 3, column “a”',
    /“1\.234” may mean 1234 or 1,234\./,
  ],
  [
    'a comma among points, before three digits',
    'a;b\n1.5;x\n1,234;y\n3.5;x\n',
    {},
    'grades.csv: line 3, column “a”',
    /“1,234” may mean 1234 or 1\.234\./,
  ],
  ['no inputs', GRADES, { inputs: [] }, 'dataset.inputs', /at least one/],
  ['an input that isn’t there', GRADES, { inputs: ['hours', 'Sleep'] }, 'dataset.inputs.1', /“Sleep”.*hours, sleep/],
  ['a target that isn’t there', GRADES, { target: 'grade' }, 'dataset.target', /“grade” in “grades\.csv”/],
  ['__proto__ as an input', GRADES, { inputs: ['__proto__'] }, 'dataset.inputs.0', /“__proto__”/],
  ['an input that is the target', GRADES, { inputs: ['passed'], target: 'passed' }, 'dataset.inputs.0', /the target/],
  ['an input twice', GRADES, { inputs: ['hours', 'hours'], target: 'passed' }, 'dataset.inputs.1', /twice/],
  ['text in a number column', 'a,b\n1,2\nx,3\n4,5\n', {}, 'grades.csv: line 3, column “a”', /“x” is not a number/],
  ['NaN as a value', 'a,b\n1,2.5\n1,NaN\n4,5\n', {}, 'grades.csv: line 3, column “b”', /“NaN”/],
  ['1e999', 'a,b\n1,2\n1e999,3\n', {}, 'grades.csv: line 3, column “a”', /“1e999”.*32-bit/],
  ['texts as values', GRADES, { inputs: ['hours'], target: 'colour', targetKind: 'value' }, 'dataset.target', /texts/],
  ['too many texts', manyTexts, { inputs: ['id'] }, 'dataset.inputs.0', /more than 256/],
  ['too many numbers as texts', manyTexts, { inputs: ['n'], categories: ['n'] }, 'dataset.inputs.0', /more than 256/],
  ['too many classes', manyTexts, { inputs: ['b'], target: 'id' }, 'dataset.target', /more than 256/],
  ['a target without a cell', 'a,b\n1,\n2,NA\n', {}, 'dataset.target', /missing/],
  ['no row that is whole', 'a,b,c\n1,,1\n,2,1\n', {}, 'dataset', /No row/],
  [
    'a split that leaves no training data',
    GRADES,
    { inputs: ['hours'], target: 'passed', trainFraction: 0.01 },
    'dataset.trainFraction',
    /none/,
  ],
])('%s is refused at its place', (_, content, choices, path, message) => {
  const [problem] = datasetOwnProblems(csvDataset(content, choices))
  expect(problem?.path).toBe(path)
  expect(problem?.message).toMatch(message)
})

it('a column that is not used may hold anything', () => {
  const content = 'a,b,c\n1,2.5,x\nx,3.5,2\n4,5.5,3\n'
  expect(datasetOwnProblems(csvDataset(content, { inputs: ['b'], target: 'b' }))).toHaveLength(1)
  expect(
    datasetOwnProblems(csvDataset(content, { inputs: ['b'], target: 'a', categories: [], targetKind: 'class' })),
  ).toEqual([])
})
