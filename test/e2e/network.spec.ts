/** Building by mouse and by keyboard, in the drawing itself. */
import { expect, test } from '@playwright/test'
import { LabPage } from './lab-page'

let lab: LabPage

test.beforeEach(async ({ page }) => {
  lab = new LabPage(page)
  await lab.start()
  await lab.choose('XNOR by hand')
})

test.afterEach(() => {
  expect(lab.consoleErrors).toEqual([])
})

test('a weight is typed: the network has it, and Undo takes it back', async ({ page }) => {
  await lab.network.getByRole('button', { name: /^Unit 1 of layer 3/ }).click()
  await lab.network.getByRole('button', { name: 'Change Θ2: from unit 1 to unit 1' }).first().click()
  const field = page.getByRole('textbox', { name: 'New value' })
  await expect(field).toHaveValue('20')
  await field.fill('7,5')
  await field.press('Enter')
  await expect(field).toBeHidden()
  expect((await lab.saved()).experiment.theta?.[1]).toEqual([[-10, 7.5, 20]])

  await lab.undo.click()
  expect((await lab.saved()).experiment.theta?.[1]).toEqual([[-10, 20, 20]])
})

test('what is no number is refused beside the field, and changes nothing', async ({ page }) => {
  await lab.network.getByRole('button', { name: /^Unit 1 of layer 3/ }).click()
  await lab.network.getByRole('button', { name: 'Change Θ2: from unit 1 to unit 1' }).first().click()
  const field = page.getByRole('textbox', { name: 'New value' })
  await field.fill('abc')
  await field.press('Enter')
  await expect(page.getByRole('alert')).toContainText('“abc” is not a number')
  await field.press('Escape')
  await expect(field).toBeHidden()
  await expect(lab.undo).toBeEnabled() // of the example that was chosen
  expect((await lab.saved()).experiment.theta?.[1]).toEqual([[-10, 20, 20]])
})

test('a number on an edge is dragged: one step of Undo for the whole drag', async ({ page }) => {
  await lab.network.getByRole('button', { name: /^Unit 1 of layer 3/ }).click()
  const label = lab.network.getByRole('button', { name: 'Change Θ2: from the bias unit to unit 1' }).first()
  const box = await label.boundingBox()
  if (!box) throw new Error('The label has no place')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 25, y, { steps: 5 })
  await page.mouse.move(x + 50, y, { steps: 5 })
  await page.mouse.up()
  await expect(label).toHaveText('−9.00') // 50 pixels, 0.02 each
  await lab.undo.click()
  await expect(label).toHaveText('−10.0')
})

test('an edge itself can be clicked', async ({ page }) => {
  const box = async (name: RegExp) => {
    const found = await lab.network.getByRole('button', { name }).boundingBox()
    if (!found) throw new Error(`${name.source} has no place`)
    return found
  }
  const from = await box(/^Unit 1 of layer 2/)
  const to = await box(/^Unit 1 of layer 3/)
  // The curve is level at both ends and crosses the middle between them.
  await page.mouse.click((from.x + from.width + to.x) / 2, (from.y + from.height / 2 + to.y + to.height / 2) / 2)
  await expect(page.getByRole('dialog', { name: 'Change Θ2: from unit 1 to unit 1' })).toBeVisible()
})

test('units and layers come and go by keyboard alone', async ({ page }) => {
  await lab.network.getByRole('button', { name: 'Add a unit to layer 2' }).focus()
  await page.keyboard.press('Enter')
  await expect(lab.network.getByRole('button', { name: /^Unit 3 of layer 2/ })).toBeVisible()
  await lab.network.getByRole('button', { name: 'Add a layer after layer 2' }).focus()
  await page.keyboard.press('Enter')
  await expect(lab.network.getByRole('button', { name: /^Unit 1 of layer 4/ })).toBeVisible()
  await lab.network.getByRole('button', { name: 'Remove layer 3' }).focus()
  await page.keyboard.press('Enter')
  await expect(lab.network.getByRole('button', { name: /of layer 4/ })).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect((await lab.saved()).experiment.network.layers.map(({ units }) => units)).toEqual([2, 1])
})

test('arrow keys lead from unit to unit, and the card follows', async ({ page }) => {
  const card = page.getByRole('region', { name: 'Arithmetic of the unit' })
  await lab.network.getByRole('button', { name: /^Unit 1 of layer 2/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(lab.network.getByRole('button', { name: /^Unit 2 of layer 2/ })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(lab.network.getByRole('button', { name: /^Unit 1 of layer 3/ })).toBeFocused()
  await expect(card).toContainText('sigmoid(z)')
  await page.keyboard.press('Escape')
  await expect(card).toContainText('Point at a unit')
})

test('softmax over a single output is refused with the reason, and stays as it was', async ({ page }) => {
  const activation = lab.network.getByRole('combobox', { name: 'Activation of layer 3' })
  await activation.selectOption('softmax')
  await expect(page.getByRole('alert')).toContainText('Softmax over a single output always answers 1')
  await expect(activation).toHaveValue('sigmoid')
})

test('a linear output brings the squared error along, and says so', async ({ page }) => {
  await lab.network.getByRole('combobox', { name: 'Activation of layer 3' }).selectOption('linear')
  await expect(page.getByText('The cost is the squared error now')).toBeVisible()
  expect((await lab.saved()).experiment.cost).toBe('squared-error')
})

test('nothing moves under the pointer: pointing at each unit leaves the drawing where it is', async () => {
  const units = await lab.network.getByRole('button', { name: /^(Unit|Input) / }).all()
  const places = async (): Promise<unknown> => Promise.all(units.map((unit) => unit.boundingBox()))
  const before = await places()
  for (const unit of units) {
    await unit.hover()
    expect(await places()).toEqual(before)
  }
})
