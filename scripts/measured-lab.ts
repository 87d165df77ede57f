/** The built lab in a browser of its own, for scripts that measure what a user feels. */
import { chromium, expect, type Browser } from '@playwright/test'
import { encodeDlab } from '../src/shared/dlab'
import type { Experiment } from '../src/shared/experiment'
import { LabPage } from '../test/e2e/lab-page'
import { findBrowser } from './find-browser'

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await findBrowser())
}

/** In a window of 1440×900. */
export async function startLab(browser: Browser, baseURL: string): Promise<LabPage> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })
  // tsx names the functions inside a function through a call that the page doesn't know.
  await context.addInitScript('globalThis.__name = (named) => named')
  const lab = new LabPage(await context.newPage())
  await lab.start()
  return lab
}

/** Opens an experiment as a user does, from a file. */
export async function openExperiment({ page }: LabPage, experiment: Experiment): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open', exact: true }).click(),
  ])
  const buffer = Buffer.from(encodeDlab({ experiment, checkpoint: null }))
  await chooser.setFiles({ name: 'measured.dlab', mimeType: 'application/zip', buffer })
  await expect(page.getByRole('textbox', { name: 'Name of the experiment' })).toHaveValue(experiment.name)
}
