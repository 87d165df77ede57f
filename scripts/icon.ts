/** The lab's own drawing as a picture of 1024 × 1024 pixels, from which electron-builder makes every system's icons. */
import { chromium } from '@playwright/test'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './built-lab'
import { findBrowser } from './find-browser'

const SIZE = 1024

export async function drawIcon(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const drawing = readFileSync(join(root, 'src/renderer/icon.svg')).toString('base64')
  const browser = await chromium.launch(await findBrowser())
  try {
    const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } })
    // Waits for the picture too.
    await page.setContent(
      `<style>body { margin: 0 } img { display: block; width: ${SIZE}px }</style>` +
        `<img src="data:image/svg+xml;base64,${drawing}">`,
    )
    await page.screenshot({ path: join(folder, 'icon.png'), omitBackground: true })
  } finally {
    await browser.close()
  }
}
