/** The exported script, run by PyTorch itself: the cost curve must be the engine's. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPyTorch } from '../../../scripts/find-pytorch'
import type { DatasetSpec, Experiment, GeneratorName } from '../../../src/shared/experiment'
import type { Activation, LayerSpec } from '../../../src/shared/network'
import { lecture, OPTIMIZERS, withTraining } from '../node-trainer'
import { costsOf, exportedText, runOf } from './run-of'

const python = findPyTorch()
const EPOCHS = 20
/** Largest difference that counts as the same curve, relative to the cost (of costs below 1: absolute). */
const TOLERANCE = 1e-3

const layer = (units: number, activation: Activation): LayerSpec => ({ units, activation })
const generated = (name: GeneratorName, noise = 0.1): DatasetSpec => ({
  kind: 'generated',
  name,
  samples: 101,
  noise,
  seed: 3,
  features: ['x1', 'x2', 'x1^2', 'sin(x2)'],
  trainFraction: 0.7,
})
const inline = (targets: readonly (readonly number[])[]): DatasetSpec => ({
  kind: 'inline',
  inputs: targets.map((_, index) => [index / 4, (index % 3) - 1]),
  targets,
  trainFraction: 1,
})

function small(inputs: number, layers: readonly LayerSpec[], dataset: DatasetSpec): Experiment {
  const output = layers.at(-1)?.activation
  const cost = output === 'softmax' ? 'cross-entropy' : 'squared-error'
  return lecture({ network: { inputs, layers }, cost, dataset })
}

const CASES: Readonly<Record<string, Experiment>> = {
  ...Object.fromEntries(
    OPTIMIZERS.map((optimizer) => [`${optimizer.kind}, cross-entropy`, withTraining(lecture(), { optimizer })]),
  ),
  ...Object.fromEntries(
    OPTIMIZERS.map((optimizer) => [
      `${optimizer.kind}, L1 and L2`,
      withTraining(small(4, [layer(6, 'tanh'), layer(1, 'tanh')], generated('circle')), {
        // Squares of coordinates up to 6 are large inputs: at a larger rate the run jumps about, and rounding decides how.
        optimizer: { ...optimizer, learningRate: 0.01 },
        l1: 0.001,
        l2: 0.01,
      }),
    ]),
  ),
  'sigmoid outputs, squared error': lecture({ cost: 'squared-error' }),
  'relu and leaky-relu, plane': withTraining(
    small(4, [layer(5, 'relu'), layer(4, 'leaky-relu'), layer(1, 'linear')], generated('plane')),
    { optimizer: { kind: 'sgd', learningRate: 0.001 } },
  ),
  'leaky-relu outputs, many gaussians': withTraining(
    small(4, [layer(5, 'linear'), layer(1, 'leaky-relu')], generated('multi-gauss')),
    { optimizer: { kind: 'sgd', learningRate: 0.001 } },
  ),
  'softmax on two classes, spiral': small(4, [layer(7, 'tanh'), layer(2, 'softmax')], generated('spiral')),
  'softmax, iris': small(4, [layer(5, 'sigmoid'), layer(3, 'softmax')], {
    kind: 'builtin',
    name: 'iris',
    seed: 2,
    trainFraction: 0.8,
  }),
  'softmax, digits': withTraining(
    small(64, [layer(12, 'relu'), layer(10, 'softmax')], {
      kind: 'builtin',
      name: 'digits',
      seed: 1,
      trainFraction: 0.8,
    }),
    { batchSize: 64, optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.9 } },
  ),
  'several labels at once': lecture({
    network: { inputs: 2, layers: [layer(3, 'tanh'), layer(2, 'sigmoid')] },
    dataset: inline([
      [0, 1],
      [1, 1],
      [0, 0],
      [1, 0],
      [1, 1],
    ]),
  }),
  'values, no hidden layer, one example at a time': withTraining(
    small(2, [layer(1, 'linear')], inline([[0.5], [1], [2.25], [-1]])),
    { batchSize: 1, optimizer: { kind: 'sgd', learningRate: 0.1 } },
  ),
  'no shuffling, a batch of everything': withTraining(lecture(), { shuffle: false, batchSize: 1000 }),
  'the largest seed': withTraining(lecture(), { seed: 2 ** 32 - 1, batchSize: 3 }),
  'far from 0 and 1: saturated outputs': lecture({
    network: { inputs: 2, layers: [layer(1, 'sigmoid')] },
    theta: [[[-30, 20, 20]]],
  }),
  'a hostile name': { ...lecture(), name: '"""\n\\\r\'; import os; os._exit(3) # ${x} \u2028 \ud800 {%s' },
}

describe.skipIf(python === null)('the exported script in PyTorch (skipped where PyTorch is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'delta-lab-pytorch-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const names = Object.keys(CASES)
  const scriptOf = (name: string): string => join(folder, `${names.indexOf(name)}.py`)
  const costFileOf = (name: string): string => `${scriptOf(name)}.csv`

  /** Loading PyTorch takes longer than any of the runs, so one Python goes through them all. */
  const RUN_ALL = `import runpy, sys
for script in sys.argv[2:]:
    words = sys.argv
    sys.argv = [script, "--epochs", words[1], "--out", script + ".csv"]
    runpy.run_path(script, run_name="__main__")
    sys.argv = words
`

  beforeAll(async () => {
    for (const name of names) writeFileSync(scriptOf(name), await exportedText(runOf(experimentOf(name)), 'pytorch'))
    const ran = spawnSync(python ?? '', ['-c', RUN_ALL, String(EPOCHS), ...names.map(scriptOf)], { encoding: 'utf8' })
    if (ran.status !== 0) throw new Error(ran.stderr)
  }, 120_000)

  it.each(names)('has the cost curve of the engine: %s', (name) => {
    const theirs = readCosts(costFileOf(name))
    const ours = costsOf(runOf(experimentOf(name)), EPOCHS)
    expect(theirs).toHaveLength(EPOCHS + 1)
    expect(largestDifference(theirs, ours)).toBeLessThan(TOLERANCE)
  })

  it('trains by itself for as many epochs as the run had, and keeps the weights', async () => {
    const run = runOf(lecture())
    const ours = costsOf(run, 7)
    const script = join(folder, 'trained.py')
    writeFileSync(script, await exportedText(run, 'pytorch'))
    const ran = spawnSync(python ?? '', [script, '--weights', join(folder, 'weights.pt')], { encoding: 'utf8' })
    expect(ran.stderr).toBe('')
    expect(largestDifference(costLines(ran.stdout), ours)).toBeLessThan(TOLERANCE)
    const read = `import torch; print(list(torch.load(${JSON.stringify(join(folder, 'weights.pt'))}).keys()))`
    expect(spawnSync(python ?? '', ['-c', read], { encoding: 'utf8' }).stdout.trim()).toBe(
      "['fc1.weight', 'fc1.bias', 'fc2.weight', 'fc2.bias', 'fc3.weight', 'fc3.bias']",
    )
  }, 60_000)

  // Of 50 examples in batches of 8 the last one has 2: with three processes one of them gets none.
  it.each([
    [2, 'adam, L1 and L2'],
    [3, 'momentum, cross-entropy'],
    [3, 'softmax, iris'],
  ] as const)(
    'gives the same curve in %i processes: %s',
    (processes, name) => {
      const out = join(folder, `${processes}.csv`)
      rmSync(out, { force: true })
      const ran = runDistributed(scriptOf(name), processes, EPOCHS, out)
      expect(ran.status, ran.stderr).toBe(0)
      // Sums in another order differ in the last bits only.
      const single = readCosts(costFileOf(name))
      expect(largestDifference(readCosts(out), single)).toBeLessThan(1e-5)
      expect(largestDifference(readCosts(out), costsOf(runOf(experimentOf(name)), EPOCHS))).toBeLessThan(TOLERANCE)
    },
    60_000,
  )

  it('keeps to the curve over thousands of updates of a calm run, in one process and in two', async () => {
    const epochs = 500
    const script = join(folder, 'long.py')
    const out = (processes: number): string => join(folder, `long-${processes}.csv`)
    const calm = withTraining(lecture(), { optimizer: { kind: 'sgd', learningRate: 0.1 } })
    writeFileSync(script, await exportedText(runOf(calm), 'pytorch'))
    const alone = spawnSync(python ?? '', [script, '--epochs', String(epochs), '--out', out(1)], { encoding: 'utf8' })
    expect(alone.status, alone.stderr).toBe(0)
    const shared = runDistributed(script, 2, epochs, out(2))
    expect(shared.status, shared.stderr).toBe(0)
    const ours = costsOf(runOf(calm), epochs)
    // It has learnt: the curve is not flat.
    expect(ours.at(-1)?.[0]).toBeLessThan((ours[0]?.[0] ?? 0) / 2)
    for (const processes of [1, 2]) {
      expect(largestDifference(readCosts(out(processes)), ours)).toBeLessThan(TOLERANCE)
    }
  }, 120_000)
})

describe('the exported script', () => {
  it('names its layers as the lab’s PyTorch notation does, and shows what the student chose', async () => {
    const script = await exportedText(runOf(experimentOf('adam, L1 and L2')), 'pytorch')
    for (const line of [
      'self.fc1 = nn.Linear(4, 6)',
      'self.fc2 = nn.Linear(6, 1)',
      'a = torch.tanh(self.fc1(a))',
      'return torch.optim.Adam(network.parameters(), lr=0.01, betas=(0.9, 0.999), eps=1e-8)',
      'L1 = 0.001',
      'BATCH_SIZE = 8',
    ])
      expect(script).toContain(line)
    expect(script).not.toContain('#: ')
  })

  it('keeps a hostile name a text on one line', async () => {
    const script = await exportedText(runOf(experimentOf('a hostile name')), 'pytorch')
    const named = script.split(/\r\n|\r|\n/).filter((line) => line.includes('os._exit'))
    expect(named).toHaveLength(1)
    expect(named[0]).toMatch(/^NAME = ".*"$/s)
  })
})

/** One machine, so many processes. */
function runDistributed(script: string, processes: number, epochs: number, out: string) {
  const words = ['-m', 'torch.distributed.run', '--nproc_per_node', String(processes), '--monitor_interval', '0.2']
  // PyTorch 1.13 on Python 3.11 stumbles over its own defaults here; this asks for nothing either.
  const defaults = ['--redirects', '9:1', '--tee', '9:1']
  const port = 20_000 + (process.pid % 20_000) + processes
  const address = ['--master_addr', '127.0.0.1', '--master_port', String(port)]
  const run = [script, '--epochs', String(epochs), '--out', out]
  return spawnSync(python ?? '', [...words, ...defaults, ...address, ...run], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', GLOO_SOCKET_IFNAME: 'lo' },
  })
}

function experimentOf(name: string): Experiment {
  const experiment = CASES[name]
  if (!experiment) throw new Error(name)
  return experiment
}

type Costs = readonly (readonly [number, number | null])[]

function readCosts(path: string): Costs {
  return costLines(readFileSync(path, 'utf8'))
}

function costLines(text: string): Costs {
  const [header, ...lines] = text.trimEnd().split('\n')
  expect(header).toBe('epoch,train_cost,test_cost')
  return lines.map((line, index) => {
    const [epoch, train, test] = line.split(',')
    expect(Number(epoch)).toBe(index)
    return [Number(train), test ? Number(test) : null]
  })
}

function largestDifference(theirs: Costs, ours: Costs): number {
  let largest = theirs.length === ours.length ? 0 : Infinity
  for (const [epoch, costs] of ours.entries()) {
    costs.forEach((cost, part) => {
      const other = theirs[epoch]?.[part] ?? null
      if (cost === null || other === null) largest = cost === other ? largest : Infinity
      else largest = Math.max(largest, Math.abs(cost - other) / Math.max(1, Math.abs(cost)))
    })
  }
  return largest
}
