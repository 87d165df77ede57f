/** The worker dies in a real Chromium, in every way that it can be made to; the lab goes on with what was trained. */
import { expect, test } from '@playwright/test'
import { LabPage } from './lab-page'
import { DEATHS, dieOnce, mostMilliseconds, workerOf } from './worker-deaths'

for (const death of DEATHS) {
  test(`${death.name}: it is noticed, said, and the trained weights go on`, async ({ page }) => {
    expect(await dieOnce(page, death)).toBeLessThan(2 * mostMilliseconds(death))
  })
}

test('it dies while it trains: at most two seconds of training are lost', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  await lab.choose('The lecture')
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch, { timeout: 20_000 }).toBeGreaterThan(300)
  const { epoch } = await lab.readCost()
  await workerOf(page).evaluate(() => self.close())
  await expect(page.getByRole('alert')).toContainText('had stopped', { timeout: 15_000 })
  await expect(lab.train).toBeVisible()
  // At 60 epochs a second: two seconds and what the page was behind.
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(epoch - 60 * 4)
})

test('what is asked for while the worker is silent is done by the next one', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  await lab.choose('The lecture')
  await lab.stepEpoch.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBe(1)
  await page.waitForTimeout(2500) // the newest checkpoint is kept within two seconds
  await workerOf(page).evaluate(() => {
    setTimeout(() => {
      for (;;);
    })
  })
  await lab.network.getByRole('button', { name: 'Add a unit to layer 2' }).click()
  await lab.stepEpoch.click()
  await expect(page.getByRole('alert')).toContainText('had stopped, so another one was started', { timeout: 15_000 })
  const { experiment, checkpoint } = await lab.saved()
  expect(experiment.network.layers[0]?.units).toBe(3)
  expect(checkpoint?.theta).toHaveLength(3 * 3 + 2 * 4 + 3)
  const { epoch } = await lab.readCost()
  await lab.stepEpoch.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBe(epoch + 1)
  await lab.undo.click()
  await expect.poll(async () => (await lab.saved()).experiment.network.layers[0]?.units).toBe(2)
  expect((await lab.readCost()).epoch).toBe(1)
})

test('the thread that packs files ends in the middle of a save: it is said, and the next save works', async ({
  page,
}) => {
  const lab = new LabPage(page)
  await lab.start()
  const before = await lab.save()
  const packing = page.workers().find((worker) => /\/packing-[^/]*\.js$/.test(worker.url()))
  if (!packing) throw new Error('Nothing packs')
  // Busy until the save waits for it; then it ends without a word.
  await packing.evaluate(() => {
    setTimeout(() => {
      for (const end = Date.now() + 1000; Date.now() < end;);
      self.close()
    })
  })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The file could not be saved')
  await expect(alert).toContainText('A part of the lab that works in the background has stopped.')
  expect(await lab.save()).toEqual(before)
})

test('the thread that keeps recovery copies ends: the next copy is kept by another one', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  const storeOf = () => page.workers().filter((worker) => /\/store-[^/]*\.js$/.test(worker.url()))
  await lab.choose('Spiral')
  await lab.stepEpoch.click()
  await expect.poll(() => storeOf().length).toBe(1)
  const [first] = storeOf()
  await first?.evaluate(() => self.close())
  await expect.poll(storeOf).not.toContain(first)
  await lab.stepEpoch.click()
  await expect.poll(() => storeOf().length, { timeout: 10_000 }).toBe(1)
  await page.waitForTimeout(500)
  await expect(page.getByRole('alert')).toHaveCount(0)
})
