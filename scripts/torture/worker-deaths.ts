/** The worker dies in a real Chromium, again and again, in every way that it can be made to. */
import { chromium, type Browser } from '@playwright/test'
import { DEATHS, dieOnce, mostMilliseconds, type Death } from '../../test/e2e/worker-deaths'
import { findBrowser } from '../find-browser'
import { serveLab } from '../serve'
import type { Finding } from './finding'

/** Pages at once. */
const LANES = 3

export async function killWorkers(times: number, told: (finding: Finding) => void): Promise<void> {
  const server = await serveLab()
  const browser = await chromium.launch(await findBrowser())
  try {
    for (const death of DEATHS) told(await killOften(browser, server.url, death, times))
  } finally {
    await browser.close()
    await server.close()
  }
}

async function killOften(browser: Browser, baseURL: string, death: Death, times: number): Promise<Finding> {
  const broken: string[] = []
  let slowest = 0
  let started = 0
  async function lane(): Promise<void> {
    while (started < times) {
      const number = ++started
      // A page of its own: a worker that dies three times in half a minute is not started again.
      const context = await browser.newContext({ baseURL })
      try {
        const milliseconds = await dieOnce(await context.newPage(), death)
        slowest = Math.max(slowest, milliseconds)
        if (milliseconds > mostMilliseconds(death)) broken.push(`${number}: ${milliseconds.toFixed(0)} ms`)
      } catch (error) {
        broken.push(
          `${number}: ${error instanceof Error ? error.message.split('\n').slice(0, 8).join(' ') : String(error)}`,
        )
      }
      await context.close()
    }
  }
  await Promise.all(Array.from({ length: Math.min(LANES, times) }, lane))
  return {
    what: `worker: ${death.name}`,
    tried: times,
    seen: `another one within ${(slowest / 1000).toFixed(1)} s; the weights went on`,
    broken,
  }
}
