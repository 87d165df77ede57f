/**
 * What a user feels while the lab trains at full speed: frames a second, the longest task on the main thread, and how
 * fast Pause answers. Drives the built lab in a real Chromium and prints a table; numbers depend on the machine.
 *
 *   npm run measure:frames
 */
import type { Page } from '@playwright/test'
import type { Experiment } from '../src/shared/experiment'
import { GALLERY } from '../src/shared/experiments'
import type { LabPage } from '../test/e2e/lab-page'
import { launchBrowser, openExperiment, startLab } from './measured-lab'
import { serveLab } from './serve'

interface Measurement {
  readonly framesPerSecond: number
  readonly slowestFrame: number
  readonly longestTask: number
  readonly pauseAnswer: number
  readonly epochs: number
}

const SECONDS = 5

/** Counts frames and long tasks in the page itself, for `SECONDS` seconds. */
async function measureFrames(
  page: Page,
): Promise<Pick<Measurement, 'framesPerSecond' | 'slowestFrame' | 'longestTask'>> {
  return page.evaluate(async (seconds) => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
    observer.observe({ type: 'longtask' })
    const frames: number[] = []
    const start = performance.now()
    await new Promise<void>((done) => {
      const count = (now: number): void => {
        frames.push(now)
        if (now - start < seconds * 1000) requestAnimationFrame(count)
        else done()
      }
      requestAnimationFrame(count)
    })
    observer.disconnect()
    const gaps = frames.slice(1).map((now, index) => now - (frames[index] ?? now))
    const first = frames[0] ?? start
    const last = frames.at(-1) ?? start
    return {
      framesPerSecond: ((frames.length - 1) * 1000) / (last - first),
      slowestFrame: Math.max(...gaps),
      longestTask: Math.max(0, ...tasks),
    }
  }, SECONDS)
}

/** Milliseconds from the click on Pause to the button that says Train again. */
async function measurePause(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const button = (name: string): HTMLButtonElement | undefined =>
      [...document.querySelectorAll('button')].find((candidate) => candidate.textContent?.trim() === name)
    const start = performance.now()
    button('Pause')?.click()
    while (!button('Train')) await new Promise(requestAnimationFrame)
    return performance.now() - start
  })
}

/** What is on the table: a bundled experiment by its title, or one that is opened from a file. */
type Subject = { readonly name: string; readonly opened: Experiment | null }

/** A million weights, and 60,000 examples to train on: as large as MNIST and a wide network. */
const LARGE: Experiment = {
  ...GALLERY[0].experiment,
  name: 'Large',
  network: {
    inputs: 2,
    layers: [
      { units: 1000, activation: 'relu' },
      { units: 1000, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  initialization: { kind: 'he-uniform' },
  training: { ...GALLERY[0].experiment.training, batchSize: 64 },
  dataset: {
    kind: 'generated',
    name: 'circle',
    samples: 70_000,
    noise: 0.1,
    seed: 1,
    features: ['x1', 'x2'],
    trainFraction: 6 / 7,
  },
}

async function measure(lab: LabPage, { name, opened }: Subject): Promise<Measurement> {
  if (opened) {
    await openExperiment(lab, opened)
    // A million weights take their time to be drawn from the seed.
    await lab.page.waitForTimeout(3000)
  } else await lab.choose(name)
  await lab.page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'Full speed' })
  await lab.train.click()
  await lab.page.waitForTimeout(500)
  const frames = await measureFrames(lab.page)
  const pauseAnswer = await measurePause(lab.page)
  const { epoch } = await lab.readCost()
  return { ...frames, pauseAnswer, epochs: epoch }
}

const SUBJECTS: readonly Subject[] = [
  { name: 'The lecture', opened: null },
  { name: 'Vanishing deltas', opened: null },
  { name: 'Digits', opened: null },
  { name: '1 M weights', opened: LARGE },
]

const server = await serveLab()
const browser = await launchBrowser()
try {
  const lab = await startLab(browser, server.url)
  console.log('example              frames/s   slowest frame   longest task   pause answers   epochs')
  const atRest = await measureFrames(lab.page)
  console.log(
    `at rest           ${atRest.framesPerSecond.toFixed(1).padStart(11)}   what this machine gives a page that does nothing`,
  )
  for (const subject of SUBJECTS) {
    const measured = await measure(lab, subject)
    const milliseconds = (value: number, width: number): string => `${value.toFixed(0)} ms`.padStart(width)
    console.log(
      subject.name.padEnd(18) +
        measured.framesPerSecond.toFixed(1).padStart(11) +
        milliseconds(measured.slowestFrame, 16) +
        (measured.longestTask > 0 ? milliseconds(measured.longestTask, 15) : '< 50 ms'.padStart(15)) +
        milliseconds(measured.pauseAnswer, 16) +
        String(measured.epochs).padStart(9),
    )
  }
} finally {
  await browser.close()
  await server.close()
}
