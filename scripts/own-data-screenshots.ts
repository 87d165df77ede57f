/** The pictures of the guide's page on one's own data: a table on its way in, and trained. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from '@playwright/test'
import { GUIDE_SIZES, type GuideSize } from './guide-screenshots'
import { openAtSize } from './open-at-size'

const GRADES = fileURLToPath(new URL('../docs/examples/grades.csv', import.meta.url))

/** `own-data` is the dialog, `own-data-trained` what comes of it. */
export async function takeOwnDataShots(
  browser: Browser,
  baseURL: string,
  folder: string,
  sizes: readonly GuideSize[] = GUIDE_SIZES,
): Promise<void> {
  for (const size of sizes) {
    const lab = await openAtSize(browser, baseURL, size)
    const shoot = async (stage: string): Promise<void> => {
      await lab.page.waitForTimeout(300)
      const path = join(folder, `${stage}-${size.name}.png`)
      await lab.page.screenshot({ path })
      console.log(path)
    }
    const dialog = await lab.importFiles([GRADES])
    await shoot('own-data')
    await dialog.getByRole('combobox', { name: 'Role of “course”' }).selectOption('Ignored')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    for (let epoch = 0; epoch < 40; epoch++) await lab.stepEpoch.click()
    await shoot('own-data-trained')
    await lab.page.context().close()
  }
}
