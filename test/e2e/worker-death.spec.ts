/** The worker dies in a real Chromium, in every way that it can be made to; the lab goes on with what was trained. */
import { expect, test, type Page, type Worker } from '@playwright/test'
import { LabPage } from './lab-page'

const DEATHS: readonly (readonly [string, (worker: Worker) => Promise<unknown>])[] = [
  ['an error that nobody catches', (worker) => worker.evaluate(() => void setTimeout(() => JSON.parse('{'), 0))],
  [
    'an endless loop',
    (worker) =>
      worker.evaluate(
        () =>
          void setTimeout(() => {
            for (;;);
          }, 0),
      ),
  ],
  ['its own end, without a word', (worker) => worker.evaluate(() => self.close())],
]

function workerOf(page: Page): Worker {
  const worker = page.workers().at(-1)
  if (!worker) throw new Error('The page has no worker')
  return worker
}

for (const [name, kill] of DEATHS) {
  test(`${name}: it is noticed, said, and the trained weights go on`, async ({ page }) => {
    const lab = new LabPage(page)
    await lab.start()
    await lab.choose('The lecture')
    await lab.train.click()
    await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(60)
    await lab.pause.click()
    await page.waitForTimeout(2500) // the newest checkpoint is kept within two seconds
    const before = await lab.saved()

    await kill(workerOf(page))
    await expect(page.getByRole('alert')).toContainText('had stopped, so another one was started', { timeout: 15_000 })
    await expect(lab.cost).toContainText(/Epoch \d/)
    const after = await lab.saved()
    expect(after.checkpoint).toEqual(before.checkpoint)
    expect(after.experiment).toEqual(before.experiment)

    const { epoch } = await lab.readCost()
    await lab.stepEpoch.click()
    await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(epoch)
  })
}

test('it dies while it trains: at most two seconds of training are lost', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start()
  await lab.choose('The lecture')
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch, { timeout: 20_000 }).toBeGreaterThan(300)
  const { epoch } = await lab.readCost()
  await kill(page)
  await expect(page.getByRole('alert')).toContainText('had stopped', { timeout: 15_000 })
  await expect(lab.train).toBeVisible()
  // At 60 epochs a second: two seconds and what the page was behind.
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(epoch - 60 * 4)
})

function kill(page: Page): Promise<unknown> {
  return workerOf(page).evaluate(() => self.close())
}
