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
