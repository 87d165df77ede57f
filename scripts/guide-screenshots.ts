/**
 * The pictures of the user guide: each stage of the microscope on the lecture's network, after some training,
 * and what Export gives of it.
 */
import { join } from 'node:path'
import { type Browser, type Locator } from '@playwright/test'
import type { LabPage } from '../test/e2e/lab-page'
import { openAtSize, type ShotSize } from './open-at-size'

export interface GuideSize extends ShotSize {
  /** Of the file, behind the stage's name. */
  readonly name: string
  /** Around it nothing belongs to the subject. */
  readonly clip?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

export const GUIDE_SIZES: readonly GuideSize[] = (['light', 'dark'] as const).map((theme) => ({
  name: theme,
  theme,
  width: 1280,
  height: 800,
  scale: 1,
  clip: { x: 264, y: 48, width: 1016, height: 692 },
}))

/** Steps of the 2-2-2-1 walk, from 0. */
const STEPS = { forward: 3, cost: 6, outputDelta: 7, sum: 14, gate: 15, gradient: 17, update: 22 } as const

interface Stage {
  readonly name: string
  readonly step: number
  show?(lab: LabPage): Promise<void>
}

const STAGES: readonly Stage[] = [
  { name: 'forward', step: STEPS.forward },
  { name: 'cost', step: STEPS.cost },
  { name: 'output-delta', step: STEPS.outputDelta },
  {
    name: 'weighted-sum',
    step: STEPS.sum,
    show: (lab) => lab.page.getByRole('checkbox', { name: 'δ of bias units too' }).check(),
  },
  { name: 'gate', step: STEPS.gate },
  { name: 'gradients', step: STEPS.gradient },
  { name: 'update', step: STEPS.update },
  {
    name: 'nudge',
    step: STEPS.forward,
    async show({ page }) {
      const plot = page.getByRole('slider', { name: /^The cost along/ })
      await plot.focus()
      for (let times = 0; times < 2; times++) await page.keyboard.press('Shift+ArrowRight')
    },
  },
  {
    name: 'gradient-check',
    step: STEPS.gradient,
    async show({ page }) {
      await toTop(page.getByRole('region', { name: 'Gradient check' }))
      await page.getByRole('region', { name: 'Gradient check' }).getByRole('row').nth(2).focus()
    },
  },
  { name: 'flow', step: STEPS.gate, show: (lab) => lab.network.getByRole('radio', { name: 'θ·δ' }).check() },
  {
    name: 'tug-of-war',
    step: STEPS.gradient,
    async show({ page }) {
      const pulls = page.getByRole('region', { name: 'Tug-of-war' })
      await pulls.getByRole('radio', { name: 'all' }).check()
      await toTop(pulls)
    },
  },
  {
    name: 'notations',
    step: STEPS.gradient,
    show: (lab) => lab.page.getByRole('radio', { name: 'PyTorch' }).check(),
  },
]

async function toTop(region: Locator): Promise<void> {
  await region.evaluate((element) => element.scrollIntoView({ block: 'start' }))
}

/** The open menu, and what two of its items give: the files themselves. */
async function takeExportShots({ page }: LabPage, folder: string, size: string): Promise<void> {
  const open = (): Promise<void> => page.getByRole('button', { name: 'Export', exact: true }).click()
  await open()
  const menu = join(folder, `export-menu-${size}.png`)
  await page.getByRole('menu', { name: 'Export' }).screenshot({ path: menu })
  console.log(menu)
  await page.keyboard.press('Escape')
  for (const [picture, name] of [
    ['Network', 'exported-network'],
    ['Cost', 'exported-cost'],
  ] as const) {
    await open()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: `${picture} as PNG` }).click(),
    ])
    const path = join(folder, `${name}-${size}.png`)
    await download.saveAs(path)
    console.log(path)
  }
}

/** All stages into `folder`, one file for each and each size. */
export async function takeGuideShots(
  browser: Browser,
  baseURL: string,
  folder: string,
  sizes: readonly GuideSize[] = GUIDE_SIZES,
): Promise<void> {
  for (const size of sizes) {
    const { name, clip } = size
    const lab = await openAtSize(browser, baseURL, size)
    await lab.choose('The lecture')
    // The same epoch every time, so that the numbers in the pictures are those of the text.
    for (let epoch = 0; epoch < 30; epoch++) await lab.stepEpoch.click()
    await takeExportShots(lab, folder, name)
    await lab.openMicroscope()
    for (const stage of STAGES) {
      await lab.page.getByRole('radio', { name: 'Θ a δ' }).check()
      await lab.toStep(stage.step)
      await stage.show?.(lab)
      await lab.page.waitForTimeout(300)
      const path = join(folder, `${stage.name}-${name}.png`)
      await lab.page.screenshot({ path, ...(clip && { clip }) })
      console.log(path)
      await lab.page.mouse.move(0, 0)
    }
    await lab.page.context().close()
  }
}
