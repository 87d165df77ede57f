import { afterEach, describe, expect, it } from 'vitest'
import { experimentWith } from './experiment-with'
import { GRADES, openOwnData } from './open-own-data'

let opened: Awaited<ReturnType<typeof openOwnData>> | undefined
afterEach(() => opened?.page.unmount())

async function openDialog() {
  opened = await openOwnData()
  return opened
}

describe('a table', () => {
  it('shows its first rows, what was detected, and what comes of it', async () => {
    const { table, dialog, page } = await openDialog()
    await table(GRADES)
    expect(dialog().text()).toContain('grades.csv · 5 rows, 4 columns, separated by commas')
    expect(page.findAll('th').map((head) => head.find('.facts').text())).toEqual([
      'number',
      'number · 1 missing',
      'text · 2 different',
      'text · 2 different',
    ])
    expect(page.findAll('tbody tr')).toHaveLength(5)
    expect(page.findAll('td.missing').map((cell) => cell.text())).toEqual(['missing'])
    expect(dialog().text()).toContain('4 of 5 rows are used; 1 has missing values.')
    expect(page.findAll('.class-balance li').map((bar) => bar.text())).toEqual(['no1 · 25 %', 'yes3 · 75 %'])
    expect(page.get('.warnings').text()).toContain('No row of the class “no” is in the')
  })

  it('is imported as one step to undo, and the network fits it', async () => {
    const { table, press, experiment, lab, settle, dialog, page } = await openDialog()
    await table(GRADES)
    await press('Import')
    expect(dialog().text()).toBe('')
    expect(experiment().dataset).toMatchObject({
      kind: 'csv',
      name: 'grades.csv',
      inputs: ['hours', 'sleep', 'course'],
      target: 'passed',
      targetKind: 'class',
      scale: 'standard',
    })
    expect(experiment().network.inputs).toBe(4)
    expect(lab.readings.data.value).toMatchObject({ trainCount: 3, testCount: 1, classNames: ['no', 'yes'] })
    expect(lab.notices.list.value.at(-1)?.text).toBe('The network was fitted to the data.')
    expect(page.get('[data-tile][aria-pressed=true]').attributes('aria-label')).toBe('grades.csv')
    lab.document.undo()
    await settle()
    expect(experiment()).toEqual(experimentWith({}))
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('follows the roles, the target and the gaps that are chosen', async () => {
    const { table, choose, press, dialog, experiment, page } = await openDialog()
    await table(GRADES)
    await choose('Missing values', 'fill with mean')
    expect(dialog().text()).toContain('All 5 rows are used.')
    await choose('Role of “course”', 'Ignored')
    await choose('Target', 'sleep')
    await page.get('input[value=value]').trigger('change')
    expect(dialog().text()).toContain('Values from 6 to 8, mean 7.25')
    expect(dialog().text()).toContain('3 inputs and answers with a value')
    await press('Import')
    expect(experiment().dataset).toMatchObject({
      inputs: ['hours', 'passed'],
      target: 'sleep',
      targetKind: 'value',
      targetScale: 'standard',
      missing: 'mean',
    })
    expect([experiment().cost, experiment().network.layers.at(-1)?.activation]).toEqual(['squared-error', 'linear'])
  })

  it('with a cell that is no number waits until the column is left out', async () => {
    const { table, choose, alert, button } = await openDialog()
    await table('a,b,passed\n1,2,no\n2,two,yes\n3,4,no\n')
    expect(alert().text()).toContain('grades.csv: line 3, column “b”: “two” is not a number')
    expect(button('Import').attributes('disabled')).toBeDefined()
    await choose('Role of “b”', 'Ignored')
    expect(alert().exists()).toBe(false)
    expect(button('Import').attributes('disabled')).toBeUndefined()
  })

  it.each([
    ['one class', 'a,b\n1,yes\n2,yes\n', 'Every row has the class “yes”'],
    ['a constant column', 'a,b,c\n1,5,yes\n2,5,no\n', '“b” is the same in every row'],
    ['two headers alike', 'a,a,c\n1,5,yes\n2,6,no\n', 'Two columns are called “a”; the later one is “a (2)” here.'],
    [
      'a class that is never tested',
      `a,b\n${Array.from({ length: 40 }, (_, row) => `${row % 7},${row < 2 ? 'rare' : 'usual'}`).join('\n')}\n`,
      'No row of the class “rare” is in the test part, so nothing tests it. Try another split or seed.',
    ],
    ['a row number', ',b,c\n0,5,yes\n1,6,no\n', '“column 1” only numbers the rows, so it is ignored.'],
    [
      'numbers as people write them',
      'a,b,c\n5,"1.234,5",yes\n6,"2.000,25",no\n',
      '“b” counts as text because of cells like “1.234,5”. To use its numbers, write them like 1234.5.',
    ],
    [
      'shares',
      'a;b;c\n1,5;10%;yes\n6;5%;no\n',
      'because of cells like “10%”. To use its numbers, write them like 1234,5.',
    ],
    ['minus signs', 'a,b,c\n5,\u22121.5,yes\n6,\u22122,no\n', 'because of cells like “\u22121.5”'],
    ['commas in quotes', 'a,b,c\n5,"1,5",yes\n6,"2,5",no\n', 'because of cells like “1,5”'],
    ['nothing but a row number', 'b,c\n1,1.5\n2,2\n3,0.5\n4,9\n5,7\n', '“b” seems only to number the rows.'],
    [
      'thousands that may be decimals',
      'a;b;c\n1.234;9;yes\n2.500;7;no\n',
      'Numbers like “1.234” (“a”) are read as decimals. If this one means 1234, take the point out in the file and choose it again.',
    ],
    [
      'such thousands in several columns, with commas',
      'a\tb\tc\n1,234\t9,000\tyes\n2,500\t7,123\tno\n',
      'Numbers like “1,234” (“a” and 1 more) are read as decimals. If this one means 1234, take the comma out',
    ],
    ['no header', '1,2,yes\n3,4,no\n', 'The first line counts as data, so the columns are numbered.'],
  ])('%s is worth a warning, and can be imported', async (_, content, warning) => {
    const { table, page, press, experiment, lab } = await openDialog()
    await table(content)
    expect(page.get('.warnings').text()).toContain(warning)
    await press('Import')
    expect(experiment().dataset.kind).toBe('csv')
    lab.run.stepEpoch()
    await opened?.settle()
    expect(lab.readings.progress.value.epoch).toBe(1)
    expect(lab.readings.divergence.value).toBeNull()
  })

  it('with many cells that are no numbers shows a few reasons, every such column, and a way out', async () => {
    const { table, alert, button, press, page } = await openDialog()
    const names = Array.from({ length: 80 }, (_, column) => `x${column}`)
    const row = (cell: string) => names.map((_, column) => (column === 10 ? '5' : cell)).join(',')
    await table(`${names.join(',')},passed\n${row('1')},no\n${row('2')},yes\n${row('NaN')},no\n`)
    expect(alert().findAll('li')).toHaveLength(5)
    expect(alert().text()).toContain('and 74 more')
    expect(page.findAll('th')).toHaveLength(81)
    await press('Ignore the 79 columns with problems')
    expect(alert().exists()).toBe(false)
    expect(button('Import').attributes('disabled')).toBeUndefined()
    expect(page.get('dialog').text()).toContain('The network gets 1 input')
    expect(document.activeElement?.getAttribute('role')).toBe('region')
  })

  it('shows a column with a problem wherever it stands, and after it was ignored', async () => {
    const { table, alert, choose, page } = await openDialog()
    const names = Array.from({ length: 60 }, (_, column) => `x${column}`)
    const row = (cell: string) => names.map((_, column) => (column === 50 ? cell : String(column))).join(',')
    await table(`${names.join(',')},passed\n${row('1')},no\n${row('two')},yes\n${row('3')},no\n`)
    expect(alert().text()).toContain('line 3, column “x50”: “two” is not a number')
    expect(alert().text()).toContain('Ignore the column with the problem')
    await choose('Role of “x50”', 'Ignored')
    expect(alert().exists()).toBe(false)
    expect(page.findAll('th .name').map((name) => name.text())).toContain('x50')
  })

  it('has names in its first line, or not, as is said', async () => {
    const { table, dialog, page, press, experiment, settle } = await openDialog()
    const header = () => page.get<HTMLInputElement>('dialog input[type=checkbox]')
    const set = async (checked: boolean) => {
      header().element.checked = checked
      await header().trigger('change')
      await settle()
    }
    await table('1999,2000\n1.5,2\n3,4\n', 'years.csv')
    expect(header().element.checked).toBe(false)
    expect(dialog().text()).toContain('3 rows, 2 columns')
    await page.get('input[value=value]').trigger('change')
    await set(true)
    expect(header().element.checked).toBe(true)
    expect(dialog().text()).toContain('2 rows, 2 columns')
    expect(page.findAll('th .name').map((name) => name.text())).toEqual(['1999', '2000'])
    await press('Import')
    expect(experiment().dataset).toMatchObject({ name: 'years.csv', inputs: ['1999'], target: '2000', header: true })
  })

  it('is refused where it has no row but the names', async () => {
    const { table, alert, page, settle } = await openDialog()
    await table('1,2\n')
    const header = page.get<HTMLInputElement>('dialog input[type=checkbox]')
    header.element.checked = true
    await header.trigger('change')
    await settle()
    expect(alert().text()).toContain('grades.csv: line 2: There are names of columns and no rows below them.')
  })

  it('is looked at again as it is used, and changed in place', async () => {
    const { table, press, choose, experiment, page, settle } = await openDialog()
    await table(GRADES)
    await press('Import')
    await page.get('button[aria-label="Change how “grades.csv” is used"]').trigger('click')
    await settle()
    await choose('Scale inputs', 'min–max')
    await press('Apply')
    expect(experiment().dataset).toMatchObject({ name: 'grades.csv', scale: 'min-max' })
  })

  it('read in another way is still a change of the data that are there', async () => {
    const { table, press, button, page, settle } = await openDialog()
    await table('1999,2000\n1.5,2\n3,4\n', 'years.csv')
    await press('Import')
    await page.get('button[aria-label="Change how “years.csv” is used"]').trigger('click')
    await settle()
    const header = page.get<HTMLInputElement>('dialog input[type=checkbox]')
    header.element.checked = true
    await header.trigger('change')
    await settle()
    expect(button('Apply').attributes('disabled')).toBeUndefined()
    await press('Other files…')
    await table('1,2\n3,4\n', 'years.csv')
    expect(button('Import').exists()).toBe(true)
  })
})

it.each([
  ['dates and versions are texts', 'a,b,c\n5,2024.01.05,yes\n6,1.2.3,no\n'],
  ['numbers are numbers', 'a,b,c\n5,-1.5,yes\n6,2e3,no\n'],
])('%s, and nothing is said of it', async (_, content) => {
  const { table, page } = await openDialog()
  await table(content)
  expect(page.find('.warnings').exists() ? page.get('.warnings').text() : '').not.toContain('counts as text')
})
