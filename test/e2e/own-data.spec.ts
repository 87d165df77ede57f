import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { gzipSync, unzipSync } from 'fflate'
import { imagesFile, labelsFile } from '../shared/imported/idx-file'
import { LabPage } from './lab-page'

const GRADES = readFileSync(join(import.meta.dirname, '../../docs/examples/grades.csv'))
const csvFile = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
})

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('a table comes in by keyboard, trains, is saved and opened again', async ({ page }, testInfo) => {
  const lab = new LabPage(page)
  await lab.start()
  await page.getByRole('button', { name: 'Your data…' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Your data' })
  await expect(dialog).toContainText('sent nowhere')
  await expectNoViolations(page)
  await dialog.getByRole('button', { name: 'Choose files…' }).focus()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  await chooser.setFiles(csvFile('grades.csv', GRADES))

  await expect(dialog).toContainText('123 rows, 4 columns, separated by commas')
  await expect(dialog).toContainText('120 of 123 rows are used; 3 have missing values.')
  await expect(dialog.getByRole('columnheader', { name: /^hours/ })).toContainText('number · 1 missing')
  await expect(dialog.getByRole('region', { name: 'Class balance' })).toContainText('no57 · 47.5 %')
  await expectNoViolations(page)

  // Typed ahead, as in any list.
  await dialog.getByRole('combobox', { name: 'Role of “course”' }).focus()
  await dialog.getByRole('combobox', { name: 'Role of “course”' }).selectOption('Ignored')
  await expect(dialog).toContainText('The network gets 2 inputs and answers with one of 2 classes.')
  await dialog.getByRole('button', { name: 'Import', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'grades.csv', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await expect(lab.network.getByText('hours')).toBeVisible()
  await expect(page.getByText('sleep', { exact: true }).last()).toBeVisible()

  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'Full speed' })
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch, { timeout: 20_000 }).toBeGreaterThan(200)
  await lab.pause.click()
  expect((await lab.readCost()).training).toBeLessThan(0.35)

  const bytes = await lab.save()
  expect(unzipSync(bytes)['dataset.csv']).toEqual(new Uint8Array(GRADES))
  const before = await lab.readCost()
  await lab.choose('Digits')
  await lab.open(bytes, 'grades.dlab', testInfo)
  await expect(async () => expect(await lab.readCost()).toEqual(before)).toPass()
  expect(await lab.save()).toEqual(bytes)
  expect(lab.consoleErrors).toEqual([])
})

test('a change of use is one step to undo', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  const dialog = await lab.importFiles(csvFile('grades.csv', GRADES))
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('The network was fitted to the data.')).toBeVisible()
  await expect(page.getByText('hours, sleep, course = biology, course = maths, course = physics')).toBeVisible()

  await page.getByRole('button', { name: 'Change how “grades.csv” is used' }).click()
  await dialog.getByRole('combobox', { name: 'Target', exact: true }).selectOption('sleep')
  await dialog.getByRole('radio', { name: 'a value' }).check()
  await expect(dialog).toContainText('answers with a value')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('The output is linear now')).toBeVisible()
  await lab.undo.first().click()
  await expect(page.getByText('hours, sleep, course = biology, course = maths, course = physics')).toBeVisible()
  await lab.undo.click()
  await expect(page.getByRole('button', { name: 'Exclusive or' })).toHaveAttribute('aria-pressed', 'true')
})

test('what can’t be read is refused at its place, and nothing changes', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  const dialog = await lab.importFiles(csvFile('grades.csv', 'hours,passed\n1,no\n2\n'))
  await expect(dialog.getByRole('alert')).toContainText('grades.csv: line 3: This row has 1 cell')
  await expectNoViolations(page)

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Choose files…' }).click(),
  ])
  await chooser.setFiles(csvFile('grades.csv', 'hours,passed\n1,no\ntwo,yes\n3,no\n'))
  await expect(dialog.getByRole('alert')).toContainText('grades.csv: line 3, column “hours”: “two” is not a number')
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await expectNoViolations(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(lab.undo).toBeDisabled()
})

test('a value is predicted in the units of the table', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  const rows = Array.from({ length: 60 }, (_, row) => {
    const [size, rooms, age] = [40 + 3 * row, 1 + (row % 5), (row * 7) % 30]
    return `${size},${rooms},${age},${2000 * size + 10_000 * rooms - 500 * age}`
  })
  const dialog = await lab.importFiles(csvFile('flats.csv', `size,rooms,age,price\n${rows.join('\n')}\n`))
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'Full speed' })
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).training, { timeout: 20_000 }).toBeLessThan(0.005)
  await lab.pause.click()
  await expect(page.getByText('mean absolute error of price')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Values' })).toContainText(/answered\s*[\d,]+\s*is\s*[\d,]+/)
  await expectNoViolations(page)

  await lab.openMicroscope()
  await page.getByRole('checkbox', { name: 'Own example' }).check()
  const type = async (name: string, value: string): Promise<void> => {
    await page.getByRole('textbox', { name, exact: true }).fill(value)
    await page.keyboard.press('Enter')
  }
  await type('Input size', '100')
  await type('Input rooms', '3')
  await type('Input age', '10')
  await page.getByRole('slider', { name: 'Steps' }).press('End')
  // 2000 · 100 + 10,000 · 3 − 500 · 10
  const answer = async (): Promise<number> =>
    Number(
      /Answer: ([\d,]+) price/
        .exec((await page.getByRole('region', { name: 'Microscope' }).textContent()) ?? '')?.[1]
        ?.replaceAll(',', ''),
    )
  await expect.poll(async () => Math.abs((await answer()) - 225_000)).toBeLessThan(20_000)
  await expect(page.getByRole('group', { name: 'Own example' })).toContainText('seen as')
  await expectNoViolations(page)
})

test('a table chosen with Open is offered for import', async ({ page }, testInfo) => {
  const lab = new LabPage(page)
  await lab.start()
  await lab.open(GRADES, 'grades.csv', testInfo)
  const dialog = page.getByRole('dialog', { name: 'Your data' })
  await expect(dialog).toContainText('123 rows, 4 columns')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(lab.undo).toBeDisabled()
})

test('a file dropped anywhere opens the same dialog', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer()
    data.items.add(new File([content], 'grades.tsv'))
    return data
  }, 'hours\tpassed\n1\tno\n2\tyes\n')
  const dialog = page.getByRole('dialog', { name: 'Your data' })
  for (const place of [page.locator('.data-panel'), lab.network]) {
    await place.dispatchEvent('dragenter', { dataTransfer: transfer })
    await expect(page.getByText('Drop files here')).toBeVisible()
    await place.dispatchEvent('drop', { dataTransfer: transfer })
    await expect(dialog).toContainText('2 rows, 2 columns, separated by tabs')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  // A dialog takes its own, once.
  await page.getByRole('button', { name: 'Your data…' }).click()
  await dialog.locator('.file-picker').dispatchEvent('dragenter', { dataTransfer: transfer })
  await dialog.locator('.file-picker').dispatchEvent('drop', { dataTransfer: transfer })
  await expect(dialog).toContainText('2 rows, 2 columns, separated by tabs')
})

/** Pictures of 6 × 6: a bar that stands, or one that lies. */
function bars(count: number): { images: number[][]; labels: number[] } {
  const labels = Array.from({ length: count }, (_, index) => index % 2)
  const images = labels.map((label, index) => {
    return Array.from({ length: 36 }, (_, pixel) => {
      const place = label === 0 ? pixel % 6 : Math.floor(pixel / 6)
      return place === Math.floor(index / 2) % 6 ? 255 : 0
    })
  })
  return { images, labels }
}

test('IDX files come in together, packed as they are published, and show their pictures', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  const training = bars(60)
  const testing = bars(12)
  const file = (name: string, bytes: Uint8Array) => {
    return { name: `${name}.gz`, mimeType: 'application/gzip', buffer: Buffer.from(gzipSync(bytes)) }
  }
  const dialog = await lab.importFiles([
    file('t10k-labels-idx1-ubyte', labelsFile(testing.labels)),
    file('train-images-idx3-ubyte', imagesFile(training.images, 6, 6)),
    file('t10k-images-idx3-ubyte', imagesFile(testing.images, 6, 6)),
    file('train-labels-idx1-ubyte', labelsFile(training.labels)),
  ])
  await expect(dialog).toContainText('72 pictures of 6 × 6 pixels')
  await expect(dialog).toContainText('60 training and 12 test examples, as these files say.')
  await expect(dialog.getByRole('img', { name: /^The first pictures: 0, 1, 0, 1/ })).toBeVisible()
  await expectNoViolations(page)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('6 × 6 pixels, from 0 (white) to 1 (black)')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Example' }).getByRole('img')).toBeVisible()

  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'Full speed' })
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).training, { timeout: 20_000 }).toBeLessThan(0.1)
  await lab.pause.click()
  const entries = unzipSync(await lab.save())
  expect(entries['dataset-images.idx3-ubyte']).toEqual(imagesFile(training.images, 6, 6))
  expect(entries['dataset-test-labels.idx1-ubyte']).toEqual(labelsFile(testing.labels))
  expect(lab.consoleErrors).toEqual([])
})

test('a table of 10 MB leaves the page quick', async ({ page }, testInfo) => {
  const lab = new LabPage(page)
  await lab.start()
  const rows = Array.from({ length: 200_000 }, (_, row) => {
    const [a, b, c] = [Math.sin(row), Math.cos(3 * row), Math.sin(7 * row + 1)]
    return `${a.toFixed(8)},${b.toFixed(8)},${c.toFixed(8)},${row % 997},${a + b > 0 ? 'yes' : 'no'},${(a * b).toFixed(8)}`
  })
  const content = `a,b,c,d,e,f\n${rows.join('\n')}\n`
  expect(content.length).toBeGreaterThan(10_000_000)
  await page.evaluate(() => {
    const tasks: number[] = []
    Reflect.set(window, 'longTasks', tasks)
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ['longtask'],
    })
  })
  // Given as bytes, the file would be unpacked in the page, by the test.
  const path = testInfo.outputPath('large.csv')
  await writeFile(path, content)
  const started = performance.now()
  const dialog = await lab.importFiles(path)
  await expect(dialog).toContainText('200,000 rows', { timeout: 30_000 })
  const took = performance.now() - started
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('The network was fitted to the data.')).toBeVisible()
  await expect(lab.cost).toContainText(/Epoch 0/)
  const tasks = await page.evaluate(() => Reflect.get(window, 'longTasks') as number[])
  testInfo.annotations.push({ type: 'tasks over 50 ms', description: tasks.map(Math.round).join(', ') || 'none' })
  // 50 is promised to a machine of one's own; a shared one stretches it, and what the worker does, too.
  expect(Math.max(0, ...tasks)).toBeLessThan(Math.max(100, took / 4))
})

test('training goes on while a large table is read', async ({ page }, testInfo) => {
  const lab = new LabPage(page)
  await lab.start()
  const path = testInfo.outputPath('large.csv')
  const names = Array.from({ length: 100 }, (_, column) => `x${column}`).join(',')
  const rows = Array.from({ length: 40_000 }, (_, row) =>
    Array.from(names.split(','), (_n, column) => (row * column) % 97),
  )
  await writeFile(path, `${names}\n${rows.join('\n')}\n`)
  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'Full speed' })
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(1)
  await page.evaluate(() => {
    const meanwhile: string[] = []
    Reflect.set(window, 'meanwhile', meanwhile)
    const watch = (): void => {
      const progress = [...document.querySelectorAll('p')].find((line) => /epoch\s*[\d,]+\s*$/.test(line.textContent))
      if (document.querySelector('dialog [role=status]')) meanwhile.push(progress?.textContent ?? '')
      requestAnimationFrame(watch)
    }
    watch()
  })
  const dialog = await lab.importFiles(path)
  await expect(dialog).toContainText('40,000 rows', { timeout: 30_000 })
  const meanwhile = await page.evaluate(() => Reflect.get(window, 'meanwhile') as string[])
  // Where it stood still there would be one, or two.
  expect(new Set(meanwhile).size).toBeGreaterThan(4)
})

test('threads may share memory, so that large data are not copied for each of them', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  for (const worker of page.workers()) expect(await worker.evaluate(() => crossOriginIsolated)).toBe(true)
})
