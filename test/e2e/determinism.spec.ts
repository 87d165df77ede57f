/** The same bits everywhere: the built worker in a real Chromium against the built command in Node. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, type Page, type TestInfo } from '@playwright/test'
import type * as ComlinkModule from 'comlink'
import type { Experiment, OptimizerSpec } from '../../src/shared/experiment'
import { ACTIVATIONS, type Activation } from '../../src/shared/network'
import type { TrainerApi } from '../../src/shared/trainer'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)
const comlink = fileURLToPath(new URL('../../node_modules/comlink/dist/umd/comlink.js', import.meta.url))

declare global {
  var Comlink: typeof ComlinkModule
}

const OPTIMIZERS: readonly OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.05 },
  { kind: 'momentum', learningRate: 0.02, momentum: 0.9 },
  { kind: 'rmsprop', learningRate: 0.01, decay: 0.9, epsilon: 1e-8 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
]
/** 80 examples train, in batches of 17: five updates an epoch, the last of 12. */
const EPOCHS = 200
const STEPS = 1000

/** Drawn weights, drawn points with noise, sines among the inputs, a new order each epoch. */
function experimentWith(optimizer: OptimizerSpec, activation: Activation): Experiment {
  const isSoftmax = activation === 'softmax'
  const hidden = isSoftmax ? 'tanh' : activation
  return {
    format: 'delta-lab-experiment',
    version: 1,
    name: `${optimizer.kind}, ${activation}`,
    network: {
      inputs: 4,
      layers: [
        { units: 7, activation: hidden },
        { units: 5, activation: hidden },
        isSoftmax ? { units: 2, activation } : { units: 1, activation: 'sigmoid' },
      ],
    },
    cost: 'cross-entropy',
    initialization: { kind: 'xavier-normal' },
    training: { optimizer, batchSize: 17, shuffle: true, l1: 1e-4, l2: 1e-3, seed: 7 },
    dataset: {
      kind: 'generated',
      name: 'circle',
      samples: 100,
      noise: 0.2,
      seed: 3,
      features: ['x1', 'x2', 'sin(x1)', 'x1*x2'],
      trainFraction: 0.8,
    },
  }
}

/** SHA-256 of all Θ, little-endian float32, as the headless command prints it. */
async function hashInNode(experiment: Experiment, testInfo: TestInfo): Promise<string> {
  const file = testInfo.outputPath('experiment.json')
  await writeFile(file, JSON.stringify(experiment))
  const words = ['out/cli/lab.js', 'train', file, '--epochs', String(EPOCHS), '--json']
  const { stdout } = await run(process.execPath, words, { cwd: root })
  const { sha256 } = JSON.parse(stdout) as { sha256: string }
  return sha256
}

/** The same, trained by another instance of the page's own worker script. */
async function trainInBrowser(page: Page, workerUrl: string, experiment: Experiment) {
  return page.evaluate(
    async ({ workerUrl, experiment, epochs }) => {
      const worker = new Worker(workerUrl, { type: 'module' })
      const trainer = Comlink.wrap<TrainerApi>(worker)
      const loaded = await trainer.load({ generation: 1, experiment, checkpoint: null })
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
      for (;;) {
        const { running, progress, divergence } = await trainer.drain({ example: 0, map: null })
        if (divergence) throw new Error(JSON.stringify(divergence))
        if (running) continue
        if (progress.epoch >= epochs) break
        await trainer.stepEpoch()
      }
      const { theta, progress } = await trainer.checkpoint()
      worker.terminate()
      const digest = await crypto.subtle.digest('SHA-256', theta.slice().buffer)
      const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
      return { sha256, steps: progress.steps }
    },
    { workerUrl, experiment, epochs: EPOCHS },
  )
}

// Builds the command, where it has to.
test.beforeAll(() => run('npm', ['run', '--silent', 'lab', '--', '--help'], { cwd: root }))

test.describe('1,000 steps give the same Θ in Chromium and in Node', () => {
  for (const optimizer of OPTIMIZERS) {
    test(`by ${optimizer.kind}, with every activation`, async ({ page }, testInfo) => {
      await page.addInitScript({ path: comlink })
      const [worker] = await Promise.all([page.waitForEvent('worker'), page.goto('/')])
      const hashes = new Set<string>()
      for (const activation of ACTIVATIONS) {
        const experiment = experimentWith(optimizer, activation)
        const [inBrowser, inNode] = await Promise.all([
          trainInBrowser(page, worker.url(), experiment),
          hashInNode(experiment, testInfo),
        ])
        expect(inBrowser, activation).toEqual({ sha256: inNode, steps: STEPS })
        hashes.add(inNode)
      }
      expect(hashes.size).toBe(ACTIVATIONS.length)
    })
  }
})
