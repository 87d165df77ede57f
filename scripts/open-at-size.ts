/** The lab in a window of a given size and theme, to take pictures of. */
import type { Browser } from '@playwright/test'
import { LabPage } from '../test/e2e/lab-page'

export interface ShotSize {
  readonly theme: 'light' | 'dark'
  readonly width: number
  readonly height: number
  readonly scale: number
}

/** Close its context when it is no longer needed. */
export async function openAtSize(
  browser: Browser,
  baseURL: string,
  { theme, width, height, scale }: ShotSize,
): Promise<LabPage> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: theme,
  })
  const lab = new LabPage(await context.newPage())
  await lab.start()
  return lab
}
