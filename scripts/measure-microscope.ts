/**
 * What a user feels at the microscope: frames a second and the longest task while a z is dragged, and how fast a step
 * shows. Drives the built lab in a real Chromium on a 2-8-8-8-1 network; numbers depend on the machine.
 *
 *   npm run measure:microscope
 */
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { encodeDlab } from '../src/shared/dlab'
import { GALLERY } from '../src/shared/experiments'
import { LabPage } from '../test/e2e/lab-page'
import { findBrowser } from './find-browser'
import { serveLab } from './serve'

const SECONDS = 5
const LAYERS = [8, 8, 8, 1]
const STEPS = 60

/** A z in the first hidden layer: nearly all of the network lies to its right. */
const DRAGGED_STEP = 3

interface Drag {
  readonly framesPerSecond: number
  readonly slowestFrame: number
  readonly longestTask: number
  /** Frames in which the number stood elsewhere than before. */
  readonly moves: number
}

/** Counts frames, long tasks and moves in the page itself until `stop` is called. */
async function startCounting(page: Page): Promise<() => Promise<Drag>> {
  const counted = page.evaluate(async (seconds) => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
    observer.observe({ type: 'longtask' })
    const frames: number[] = []
    const shown = (): string | null | undefined =>
      document.querySelector('[aria-label^="The cost along"]')?.getAttribute('aria-valuenow')
    let moves = 0
    let before = shown()
    const start = performance.now()
    await new Promise<void>((done) => {
      const count = (time: number): void => {
        frames.push(time)
        const now = shown()
        if (now !== before) moves++
        before = now
        if (time - start < seconds * 1000) requestAnimationFrame(count)
        else done()
      }
      requestAnimationFrame(count)
    })
    observer.disconnect()
    const gaps = frames.slice(1).map((now, index) => now - (frames[index] ?? now))
    return {
      framesPerSecond: ((frames.length - 1) * 1000) / ((frames.at(-1) ?? start) - (frames[0] ?? start)),
      slowestFrame: Math.max(...gaps),
      longestTask: Math.max(0, ...tasks),
      moves,
    }
  }, SECONDS)
  return () => counted
}

async function dragZ({ page }: LabPage): Promise<Drag> {
  const plot = page.getByRole('slider', { name: /^The cost along/ })
  const box = await plot.boundingBox()
  if (!box) throw new Error('The plot has no place')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const stop = await startCounting(page)
  const end = performance.now() + SECONDS * 1000
  for (let turn = 0; performance.now() < end; turn++) {
    await page.mouse.move(x + (box.width / 2 - 20) * Math.sin(turn / 20), y)
  }
  const drag = await stop()
  await page.mouse.up()
  return drag
}

/** Milliseconds from the click on Next to the picture that shows the step, of each step: in the page's own time. */
async function timeSteps(page: Page): Promise<number[]> {
  return page.evaluate(async (steps) => {
    const next = [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === 'Next')
    const times: number[] = []
    for (let step = 0; step < steps; step++) {
      await new Promise(requestAnimationFrame)
      const title = document.querySelector('.step-card h2')?.textContent
      const start = performance.now()
      next?.click()
      // We are within a frame, before it is drawn: a message is handled as soon as it has been.
      await new Promise<void>((done) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => done()
        port2.postMessage(null)
      })
      times.push(performance.now() - start)
      if (document.querySelector('.step-card h2')?.textContent === title) throw new Error(`Step ${step} did not show`)
    }
    return times
  }, STEPS)
}

function networkFile(): Uint8Array {
  const { experiment } = GALLERY[0]
  const layers = LAYERS.map((units) => ({ units, activation: 'sigmoid' as const }))
  return encodeDlab({
    experiment: { ...experiment, name: '2-8-8-8-1', network: { inputs: 2, layers } },
    checkpoint: null,
  })
}

const folder = await mkdtemp(join(tmpdir(), 'delta-lab-'))
const server = await serveLab()
const browser = await chromium.launch(await findBrowser())
try {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } })
  // tsx names the functions inside a function through a call that the page doesn't know.
  await context.addInitScript('globalThis.__name = (named) => named')
  const lab = new LabPage(await context.newPage())
  await lab.start()
  const file = join(folder, 'network.dlab')
  await writeFile(file, networkFile())
  const [chooser] = await Promise.all([
    lab.page.waitForEvent('filechooser'),
    lab.page.getByRole('button', { name: 'Open', exact: true }).click(),
  ])
  await chooser.setFiles(file)
  await lab.network.getByRole('button', { name: /^Unit 8 of layer 4/ }).waitFor()
  for (let epoch = 0; epoch < 5; epoch++) await lab.stepEpoch.click()
  await lab.openMicroscope()
  await lab.toStep(DRAGGED_STEP)
  const { framesPerSecond, slowestFrame, longestTask, moves } = await dragZ(lab)
  const times = (await timeSteps(lab.page)).toSorted((one, other) => one - other)
  console.log(`z dragged for ${SECONDS} s on 2-8-8-8-1`)
  console.log(`  frames/s        ${framesPerSecond.toFixed(1)}`)
  console.log(`  slowest frame   ${slowestFrame.toFixed(0)} ms`)
  console.log(`  longest task    ${longestTask > 0 ? `${longestTask.toFixed(0)} ms` : '< 50 ms'}`)
  console.log(`  moved in        ${moves} frames`)
  console.log(`Next, from the click to its picture, ${times.length} steps`)
  console.log(`  median          ${(times[times.length >> 1] ?? NaN).toFixed(1)} ms`)
  console.log(`  slowest         ${(times.at(-1) ?? NaN).toFixed(1)} ms`)
} finally {
  await browser.close()
  await server.close()
  await rm(folder, { recursive: true })
}
