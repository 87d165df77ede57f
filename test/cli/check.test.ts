/** check: what it says of small, large and impossible experiments. */
import { expect, it } from 'vitest'
import type { CheckResult } from '../../src/cli/commands/check'
import type { GradientResult } from '../../src/cli/commands/gradient'
import { GALLERY } from '../../src/shared/experiments'
import { lecture, startTrainer, stepToEpoch } from '../worker/node-trainer'
import { lab, labJson, writeDlab, writeJson } from './lab-in-process'

it('finds backpropagation right in every experiment of the gallery, of a large one in seconds', async () => {
  for (const { id, experiment } of GALLERY) {
    const started = performance.now()
    const { maxRelativeError, worst } = await labJson<CheckResult>('check', writeJson(experiment))
    expect(maxRelativeError, id).toBeLessThan(1e-5)
    expect(worst, id).not.toBeNull()
    expect(performance.now() - started, id).toBeLessThan(20_000)
  }
}, 60_000)

it('looks at the trained weights of a saved run, and at the gradient that the command of that name prints', async () => {
  const own = startTrainer(lecture())
  stepToEpoch(own, 20)
  const file = writeDlab(lecture(), own.trainer.checkpoint())
  const { worst, examples } = await labJson<CheckResult>('check', file)
  const { gradient } = await labJson<GradientResult>('gradient', file)
  expect(examples).toBe(50)
  expect(worst?.analytic).toBe(gradient[(worst?.theta ?? 0) - 1]?.[worst?.row ?? 0]?.[worst?.column ?? 0])
})

it('says what it has compared, and where the largest difference is', async () => {
  const { status, out, err } = await lab(['check', writeJson(lecture())])
  expect([status, err]).toEqual([0, ''])
  expect(out).toMatch(/^Lecture: backpropagation and central differences differ by at most \d\.\d+e-\d+ \(relative\)\n/)
  expect(out).toContain('\ncompared: all 15 weights, on all 50 training examples\n')
  expect(out).toMatch(/Θ[123], row \d, column \d/)
})

it('says where it has compared only a part', async () => {
  const digits = GALLERY.find(({ id }) => id === 'digits')?.experiment
  const { out } = await lab(['check', writeJson(digits ?? {})])
  expect(out).toMatch(/\ncompared: all 1885 weights, on the first \d+ of 1438 training examples\n/)
}, 60_000)

it('says where a corner of relu leaves nothing to compare', async () => {
  const experiment = lecture({
    network: { inputs: 2, layers: [{ units: 1, activation: 'relu' }] },
    cost: 'squared-error',
    initialization: { kind: 'zeros' },
  })
  const { status, out } = await lab(['check', writeJson(experiment)])
  expect(status).toBe(0)
  expect(out).toContain('left out: 3 weights at a corner')
  expect(out).not.toContain('NaN')
})

it('refuses weights with which numbers are not finite', async () => {
  const experiment = lecture({
    network: { inputs: 2, layers: [{ units: 1, activation: 'linear' }] },
    cost: 'squared-error',
    theta: [[[3e38, 3e38, 3e38]]],
  })
  const { status, out, err } = await lab(['check', writeJson(experiment)])
  expect([status, out]).toEqual([1, ''])
  expect(err).toMatch(/^delta-lab: [^\n]+not finite[^\n]+\n$/)
})
