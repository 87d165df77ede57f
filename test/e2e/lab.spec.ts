import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { LabPage } from './lab-page'

const bits = (values: Float32Array | undefined): string =>
  values ? Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex') : 'none'

let lab: LabPage

test.beforeEach(async ({ page }) => {
  lab = new LabPage(page)
  await lab.start()
})

test.afterEach(() => {
  expect(lab.consoleErrors).toEqual([])
})

test('the lecture’s network trains and its cost falls', async () => {
  await lab.choose('The lecture')
  const before = await lab.readCost()
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch, { timeout: 20_000 }).toBeGreaterThan(300)
  await lab.pause.click()
  await expect(lab.train).toBeVisible()
  const after = await lab.readCost()
  expect(after.training).toBeLessThan(before.training * 0.8)
  await expect(lab.deltas).toContainText(/Epoch [\d,]+/)
})

test('one example, one epoch: steps move the run by just that', async () => {
  await lab.choose('XNOR by hand')
  await lab.stepExample.click()
  await expect(lab.page.getByText('example 1 of 4')).toBeVisible()
  await lab.stepEpoch.click()
  await expect(lab.cost).toContainText('Epoch 1:')
})

test('a layer is added while paused, undone and redone', async () => {
  await lab.choose('The lecture')
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(20)
  await lab.pause.click()
  const trained = await lab.saved()

  await lab.network.getByRole('button', { name: /Add a layer after layer 3/ }).click()
  await expect(lab.cost).toContainText('Epoch 0')
  const deeper = await lab.saved()
  expect(deeper.experiment.network.layers).toHaveLength(4)

  await lab.undo.click()
  await expect(lab.cost).not.toContainText('Epoch 0:')
  const undone = await lab.saved()
  expect(undone.experiment).toEqual(trained.experiment)
  expect(bits(undone.checkpoint?.theta)).toBe(bits(trained.checkpoint?.theta))

  await lab.redo.click()
  await expect(lab.cost).toContainText('Epoch 0')
  const redone = await lab.saved()
  expect(redone.experiment).toEqual(deeper.experiment)
  expect(bits(redone.checkpoint?.theta)).toBe(bits(deeper.checkpoint?.theta))
})

test('Reset returns to exactly the initial weights, and can be undone', async () => {
  await lab.choose('The lecture')
  const start = await lab.saved()
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(20)
  await lab.pause.click()
  const trained = await lab.saved()
  expect(bits(trained.checkpoint?.theta)).not.toBe(bits(start.checkpoint?.theta))

  await lab.reset.click()
  await expect(lab.cost).toContainText('Epoch 0:')
  expect(bits((await lab.saved()).checkpoint?.theta)).toBe(bits(start.checkpoint?.theta))

  await lab.undo.click()
  await expect(lab.cost).not.toContainText('Epoch 0:')
  expect(bits((await lab.saved()).checkpoint?.theta)).toBe(bits(trained.checkpoint?.theta))
})

test('saved, reloaded and opened: the same bits and the same curves', async ({ page }, testInfo) => {
  await lab.choose('Spiral')
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(50)
  await lab.pause.click()
  const bytes = await lab.save()
  const saved = await lab.saved()

  await page.reload()
  await expect(lab.cost).toContainText('Epoch 0:')
  await lab.open(bytes, 'spiral.dlab', testInfo)
  await expect(lab.cost).not.toContainText('Epoch 0:')
  const again = await lab.saved()
  expect(again).toEqual(saved)
})

test('a damaged file is refused by name, and changes nothing', async ({ page }, testInfo) => {
  await lab.choose('XNOR by hand')
  const before = await lab.saved()
  const bytes = await lab.save()
  await lab.open(bytes.subarray(0, bytes.length - 100), 'damaged.dlab', testInfo)
  await expect(page.getByRole('alert')).toContainText('damaged.dlab')
  expect((await lab.saved()).experiment).toEqual(before.experiment)
})

test('digits: 95 % right on the test part within 60 epochs', async () => {
  await lab.choose('Digits')
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch, { timeout: 60_000 }).toBeGreaterThanOrEqual(60)
  await lab.pause.click()
  const { checkpoint } = await lab.saved()
  const at60 = Array.from(checkpoint?.history.epochs ?? []).indexOf(60)
  expect(checkpoint?.history.testAccuracy[at60]).toBeGreaterThanOrEqual(0.95)
  await expect(lab.page.getByText(/^Accuracy: 9\d\.\d % right on test/)).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the ${theme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await lab.choose('The lecture')
    await lab.stepEpoch.click()
    await expect(lab.cost).toContainText('Epoch 1:')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((node) => node.target) })),
    ).toEqual([])
  })
}
