/** The ways in which the worker can die in a real browser, and what the lab must make of each. */
import assert from 'node:assert/strict'
import { expect, type Page, type Worker } from '@playwright/test'
import { LabPage } from './lab-page'

export interface Death {
  readonly name: string
  /** A browser says nothing of it: only the worker's silence tells. */
  readonly silent: boolean
  kill(worker: Worker): Promise<unknown>
}

export const DEATHS: readonly Death[] = [
  {
    name: 'an error that nobody catches',
    silent: false,
    kill: (worker) => worker.evaluate(() => void setTimeout(() => JSON.parse('{'), 0)),
  },
  {
    name: 'a promise that is rejected, and nobody listens',
    silent: false,
    kill: (worker) => worker.evaluate(() => void setTimeout(() => Promise.reject(new Error('nobody listens')), 0)),
  },
  {
    name: 'an endless loop',
    silent: true,
    kill: (worker) =>
      worker.evaluate(
        () =>
          void setTimeout(() => {
            for (;;);
          }, 0),
      ),
  },
  {
    name: 'its own end, without a word',
    silent: false,
    kill: (worker) => worker.evaluate(() => self.close()),
  },
  {
    name: 'no more memory',
    silent: false,
    kill: (worker) =>
      worker.evaluate(
        () =>
          void setTimeout(() => {
            const held: ArrayBuffer[] = []
            for (;;) held.push(new ArrayBuffer(2 ** 32))
          }, 0),
      ),
  },
]

/** Milliseconds until another worker has taken its place: silence is noticed after five to six seconds. */
export const mostMilliseconds = ({ silent }: Death): number => (silent ? 8000 : 2000)

/** The newest one that trains: others pack files and keep the browser's store. */
export function workerOf(page: Page): Worker {
  const worker = page.workers().findLast((candidate) => /\/index-[^/]*\.js$/.test(candidate.url()))
  if (!worker) throw new Error('The page has no worker that trains')
  return worker
}

/** Resolves to the milliseconds until the lab has said that another one was started. Rejects where anything is lost. */
export async function dieOnce(page: Page, { kill }: Death): Promise<number> {
  const lab = new LabPage(page)
  await lab.start()
  await lab.choose('The lecture')
  for (let epoch = 1; epoch <= 3; epoch++) {
    await lab.stepEpoch.click()
    await expect.poll(async () => (await lab.readCost()).epoch).toBe(epoch)
  }
  await page.waitForTimeout(2500) // the newest checkpoint is kept within two seconds
  const before = await lab.saved()

  const started = performance.now()
  await kill(workerOf(page))
  await expect(page.getByRole('alert')).toContainText('had stopped, so another one was started', { timeout: 15_000 })
  const milliseconds = performance.now() - started
  await expect(lab.cost).toContainText(/Epoch \d/)
  const after = await lab.saved()
  assert.deepEqual(after.checkpoint, before.checkpoint, 'the trained weights go on')
  assert.deepEqual(after.experiment, before.experiment, 'the experiment is as it was')

  const { epoch } = await lab.readCost()
  await lab.stepEpoch.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(epoch)
  return milliseconds
}
