/**
 * The pictures of the README and of the guide, taken from the built lab while it runs, and a set for looking at it in other sizes.
 *
 *   npm run screenshots             docs/images: one light, one dark; docs/guide/images: exports, each stage of the microscope
 *   npm run screenshots -- FOLDER   every example and stage, both themes, several sizes, into FOLDER
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from '@playwright/test'
import { findBrowser } from './find-browser'
import { takeGuideShots, type GuideSize } from './guide-screenshots'
import { openAtSize, type ShotSize } from './open-at-size'
import { takeOwnDataShots } from './own-data-screenshots'
import { serveLab } from './serve'

interface Shot extends ShotSize {
  readonly example: string
  readonly epochs: number
  readonly path: string
  readonly edges?: string
  readonly unit?: RegExp
}

const images = fileURLToPath(new URL('../docs/images', import.meta.url))
const guideImages = fileURLToPath(new URL('../docs/guide/images', import.meta.url))

const README_SHOTS: readonly Shot[] = [
  {
    example: 'The lecture',
    epochs: 150,
    theme: 'light',
    width: 1440,
    height: 900,
    scale: 1.5,
    path: join(images, 'lab-light.png'),
    edges: 'θ·δ',
    unit: /^Unit 2 of layer 2/,
  },
  {
    example: 'Digits',
    epochs: 30,
    theme: 'dark',
    width: 1440,
    height: 900,
    scale: 1.5,
    path: join(images, 'lab-dark.png'),
  },
]

const SIZES = [
  { name: '1280x720', width: 1280, height: 720, scale: 1 },
  { name: '1440x900', width: 1440, height: 900, scale: 1 },
  { name: '1920x1080', width: 1920, height: 1080, scale: 1 },
  // 200 % zoom of a 1440×900 window
  { name: 'zoom200', width: 720, height: 450, scale: 2 },
] as const

function everyShot(folder: string): Shot[] {
  return ['The lecture', 'XNOR by hand', 'Vanishing deltas', 'Digits', 'Spiral'].flatMap((example) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      SIZES.map(({ name, ...size }) => ({
        example,
        epochs: 30,
        theme,
        ...size,
        path: join(folder, `${example.toLowerCase().replaceAll(/\W+/g, '-')}-${theme}-${name}.png`),
      })),
    ),
  )
}

function guideSizes(): GuideSize[] {
  return SIZES.flatMap(({ name, ...size }) =>
    (['light', 'dark'] as const).map((theme) => ({ name: `${theme}-${name}`, theme, ...size })),
  )
}

async function take(browser: Browser, baseURL: string, shot: Shot): Promise<void> {
  const lab = await openAtSize(browser, baseURL, shot)
  await lab.choose(shot.example)
  // Slow enough to stop close to the wanted epoch.
  await lab.page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '60 epochs a second' })
  await lab.train.click()
  while ((await lab.readCost()).epoch < shot.epochs) await lab.page.waitForTimeout(10)
  await lab.pause.click()
  if (shot.edges) await lab.network.getByRole('radio', { name: shot.edges }).click()
  if (shot.unit) await lab.network.getByRole('button', { name: shot.unit }).hover()
  await lab.page.waitForTimeout(400)
  await lab.page.screenshot({ path: shot.path })
  await lab.page.context().close()
  console.log(shot.path)
}

const folder = process.argv[2]
mkdirSync(folder ?? images, { recursive: true })
const server = await serveLab()
const browser = await chromium.launch(await findBrowser())
try {
  for (const shot of folder ? everyShot(folder) : README_SHOTS) await take(browser, server.url, shot)
  for (const takeShots of [takeGuideShots, takeOwnDataShots]) {
    if (folder) await takeShots(browser, server.url, folder, guideSizes())
    else await takeShots(browser, server.url, guideImages)
  }
} finally {
  await browser.close()
  await server.close()
}
