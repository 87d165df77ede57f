/**
 * What a user feels at the microscope: frames a second and the longest task while a z is dragged, and how fast a step
 * shows and what that costs. Drives the built lab in a real Chromium on a 2-8-8-8-1 network; numbers depend on the
 * machine. With the folder of another built page, both in turn: ratios mean something where times don't.
 *
 *   npm run measure:microscope
 *   npm run measure:microscope -- FOLDER
 */
import type { Browser } from '@playwright/test'
import { readSite } from '../src/main/site'
import type { Experiment } from '../src/shared/experiment'
import { GALLERY } from '../src/shared/experiments'
import { dragZ, type Drag } from './measure-microscope/drag'
import { timeSteps, type StepTimes } from './measure-microscope/steps'
import { launchBrowser, openExperiment, startLab } from './measured-lab'
import { serve, serveLab } from './serve'

const NETWORK: Experiment = {
  ...GALLERY[0].experiment,
  name: '2-8-8-8-1',
  network: { inputs: 2, layers: [8, 8, 8, 1].map((units) => ({ units, activation: 'sigmoid' })) },
}
/** A z in the first hidden layer: nearly all of the network lies to its right. */
const DRAGGED_STEP = 3
/** With another page to compare with. */
const ROUNDS = 5

interface Measured {
  readonly drag: Drag
  readonly steps: readonly StepTimes[]
}

async function measure(browser: Browser, url: string): Promise<Measured> {
  const lab = await startLab(browser, url)
  try {
    await openExperiment(lab, NETWORK)
    for (let epoch = 0; epoch < 5; epoch++) await lab.stepEpoch.click()
    await lab.openMicroscope()
    await lab.toStep(DRAGGED_STEP)
    const drag = await dragZ(lab)
    return { drag, steps: await timeSteps(lab.page) }
  } finally {
    await lab.page.context().close()
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN
}

const ROWS = [
  ['click to picture', 'clock'],
  ['main thread', 'busy'],
  ['  script', 'script'],
  ['  style', 'style'],
  ['  layout', 'layout'],
  ['  paint', 'paint'],
] as const

function printDrag({ framesPerSecond, slowestFrame, longestTask, moves }: Drag): void {
  console.log('z dragged on 2-8-8-8-1')
  console.log(`  frames/s          ${framesPerSecond.toFixed(1)}`)
  console.log(`  slowest frame     ${slowestFrame.toFixed(0)} ms`)
  console.log(`  longest task      ${longestTask > 0 ? `${longestTask.toFixed(0)} ms` : '< 50 ms'}`)
  console.log(`  moved in          ${moves} frames`)
}

function printSteps(name: string, steps: readonly StepTimes[]): void {
  console.log(`${name}: ${steps.length} steps, in ms     median   slowest`)
  for (const [label, part] of ROWS) {
    const values = steps.map((step) => step[part])
    const [middle, slowest] = [median(values), Math.max(...values)]
    console.log(`  ${label.padEnd(28)}${middle.toFixed(1).padStart(8)}${slowest.toFixed(1).padStart(10)}`)
  }
}

function printRatios(ours: readonly StepTimes[], others: readonly StepTimes[]): void {
  console.log('this / other')
  for (const [label, part] of ROWS) {
    const ratio = median(ours.map((step) => step[part])) / median(others.map((step) => step[part]))
    console.log(`  ${label.padEnd(28)}${ratio.toFixed(2).padStart(8)}`)
  }
}

const other = process.argv[2]
const ours = await serveLab()
const theirs = other ? await serve(readSite(other), 0) : null
const browser = await launchBrowser()
try {
  const steps: StepTimes[] = []
  const othersSteps: StepTimes[] = []
  for (let round = 0; round < (theirs ? ROUNDS : 1); round++) {
    const measured = await measure(browser, ours.url)
    if (round === 0) printDrag(measured.drag)
    steps.push(...measured.steps)
    if (theirs) othersSteps.push(...(await measure(browser, theirs.url)).steps)
  }
  printSteps('Next', steps)
  if (theirs) {
    printSteps('Next there', othersSteps)
    printRatios(steps, othersSteps)
  }
} finally {
  await browser.close()
  await ours.close()
  await theirs?.close()
}
