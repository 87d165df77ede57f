/** What hands on a keyboard meet: nothing opens twice, nothing loses its place, nothing is lost. */
import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { decodeDlab } from '../../src/shared/dlab'
import { LabPage } from './lab-page'

let lab: LabPage

test.beforeEach(async ({ page }) => {
  lab = new LabPage(page)
  await lab.start()
})

test.afterEach(() => {
  expect(lab.consoleErrors).toEqual([])
})

test('Enter takes a typed value and closes its field; Ctrl+Z is the document’s again', async ({ page }) => {
  await page.getByRole('button', { name: /^Learning rate α/ }).click()
  const field = page.getByRole('textbox', { name: /Learning rate/ })
  await field.fill('0.1')
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
  expect((await lab.saved()).experiment.training.optimizer.learningRate).toBe(0.1)
  await page.keyboard.press('Control+z')
  expect((await lab.saved()).experiment.training.optimizer.learningRate).toBe(0.3)
})

test('the focus stays on the button that trains and pauses, and Undo keeps it to the end', async ({ page }) => {
  await lab.train.focus()
  await page.keyboard.press('Enter')
  await expect(lab.pause).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(lab.train).toBeFocused()

  await lab.network.getByRole('button', { name: 'Add a unit to layer 2' }).click()
  await lab.undo.focus()
  await page.keyboard.press('Enter')
  await expect(lab.undo).toBeFocused()
  await expect(lab.undo).toBeDisabled()
})

test('Enter on a unit that Tab has reached keeps its card; Escape lets it go', async ({ page }) => {
  await lab.network.getByRole('button', { name: 'Remove layer 2' }).focus()
  await lab.network.getByRole('button', { name: /^Unit 1 of layer 2/ }).focus()
  await page.keyboard.press('ArrowDown')
  const card = page.getByRole('region', { name: 'Arithmetic of the unit' })
  await expect(card).toContainText('sigmoid(z)')
  await page.keyboard.press('Enter')
  await expect(card).toContainText('sigmoid(z)')
  await page.keyboard.press('Escape')
  await expect(card).toContainText('Point at a unit')
})

test('Ctrl+S takes the name that is being typed', async ({ page }) => {
  const name = page.getByRole('textbox', { name: 'Name of the experiment' })
  await name.fill('My homework')
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')])
  expect(download.suggestedFilename()).toBe('My homework.dlab')
  const saved = decodeDlab(new Uint8Array(await readFile(await download.path())))
  expect(saved.ok && saved.value.experiment.name).toBe('My homework')
})

test('a weight’s editor gives the focus back to where it was opened from', async ({ page }) => {
  await lab.network.getByRole('button', { name: /^Unit 1 of layer 3/ }).click()
  const label = lab.network.getByRole('button', { name: 'Change Θ2: from unit 1 to unit 1' }).first()
  await label.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'New value' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(label).toBeFocused()
})

test('divergence is said at once, wherever one looks, and Reset mends it', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  await lab.choose('Digits')
  await lab.network.getByRole('combobox', { name: 'Activation of layer 2' }).selectOption('relu')
  await page.getByRole('combobox', { name: 'Optimizer' }).selectOption('sgd')
  await page.getByRole('button', { name: /^Learning rate α/ }).click()
  await page.getByRole('textbox', { name: /Learning rate/ }).fill('1000000')
  await page.keyboard.press('Enter')
  await lab.train.click()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The numbers have run away')
  await expect(alert).toBeInViewport()
  await expect(lab.train).toBeDisabled()
  await alert.getByRole('button', { name: 'Reset' }).click()
  await expect(lab.train).toBeEnabled()
})

test('unsaved work that an example replaces is named, and Undo brings it back', async ({ page }) => {
  await lab.network.getByRole('button', { name: 'Add a unit to layer 2' }).click()
  await lab.choose('Iris')
  const notice = page.getByRole('status').filter({ hasText: 'had unsaved changes' })
  await notice.getByRole('button', { name: 'Undo' }).click()
  await expect(lab.network.getByRole('button', { name: /^Unit 3 of layer 2/ })).toBeVisible()
})

test('the page itself never scrolls at 1280×720, whatever the column says', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  for (const example of ['The lecture', 'Vanishing deltas', 'Digits']) {
    await lab.choose(example)
    await lab.stepEpoch.click()
    await expect(lab.cost).toContainText('Epoch 1:')
    await page.waitForTimeout(900) // the diagnosis is paced
    const { scrolled, shown } = await page.evaluate(() => ({
      scrolled: document.documentElement.scrollHeight,
      shown: innerHeight,
    }))
    expect(scrolled).toBe(shown)
  }
})
