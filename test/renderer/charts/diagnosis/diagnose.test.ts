import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../src/renderer/charts/diagnosis/diagnose'
import type { Experiment } from '../../../../src/shared/experiment'
import { experimentWith } from '../../data/experiment-with'
import { historyOf } from '../history-of'
import { diagnosisAfter, example, finding, withRate, withTraining } from './trained'

const circle = experimentWith({})

/** Runs that must be noticed, each with one that must not, a small step away. */
const CASES: readonly (readonly [key: string, bad: Experiment, good: Experiment, epochs: number])[] = [
  ['ready', circle, circle, 0],
  ['learning', withTraining(circle, { batchSize: 250 }), withRate(circle, 1e-9), 40],
  ['stalled', withRate(circle, 1e-9), withTraining(circle, { batchSize: 250 }), 40],
  ['settled', example('xnorByHand'), example('vanishingDeltas'), 60],
  ['vanishing', example('vanishingDeltas'), example('lecture'), 20],
  ['symmetric 2', example('symmetry'), withTraining(example('lecture'), { seed: 2 }), 20],
  ['silent', example('dyingRelu'), withRate(example('dyingRelu'), 0.03), 60],
  ['saturated 2', example('xnorByHand'), circle, 5],
]

describe('a run by the real engine', () => {
  it.each(CASES.filter(([key]) => key !== 'ready'))(
    '“%s” is noticed, and not where it isn’t so',
    (key, bad, good, epochs) => {
      expect(finding(diagnosisAfter(bad, epochs), key)).toBeDefined()
      expect(finding(diagnosisAfter(good, epochs), key)).toBeUndefined()
    },
  )

  it('is ready before it has trained', () => {
    expect(diagnosisAfter(circle, 0).map(({ key }) => key)).toEqual(['ready'])
    expect(finding(diagnosisAfter(circle, 1), 'ready')).toBeUndefined()
  })

  it('that overfits a few noisy examples is noticed, and not where there are many', () => {
    const network: Experiment['network'] = {
      inputs: 2,
      layers: [
        { units: 16, activation: 'tanh' },
        { units: 8, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
    }
    const noisy = (samples: number, trainFraction: number): Experiment =>
      experimentWith({
        network,
        dataset: {
          kind: 'generated',
          name: 'xor',
          samples,
          noise: 0.5,
          seed: 1,
          features: ['x1', 'x2'],
          trainFraction,
        },
      })
    const findings = diagnosisAfter(noisy(100, 0.3), 300)
    const overfitted = finding(findings, 'overfitting')
    // The headline, and nothing beside it says that all is well.
    expect(findings[0]).toBe(overfitted)
    expect(findings.map(({ kind }) => kind)).not.toContain('good')
    expect(overfitted?.kind).toBe('warning')
    expect(overfitted?.text).toMatch(/^Test cost was lowest at epoch \d+ \(0\.\d+\) and is .* now/)
    expect(finding(diagnosisAfter(noisy(1000, 0.8), 30), 'overfitting')).toBeUndefined()
  })

  it('that diverges is the headline, with the place, the rate and a smaller one', () => {
    const plane: Experiment = experimentWith({
      cost: 'squared-error',
      network: {
        inputs: 2,
        layers: [
          { units: 4, activation: 'relu' },
          { units: 1, activation: 'linear' },
        ],
      },
      dataset: {
        kind: 'generated',
        name: 'plane',
        samples: 100,
        noise: 0,
        seed: 1,
        features: ['x1', 'x2'],
        trainFraction: 0.5,
      },
    })
    const [headline] = diagnosisAfter(withRate(plane, 1000), Infinity)
    expect(headline).toMatchObject({ key: 'diverged', kind: 'warning' })
    expect(headline?.text).toMatch(/^In epoch \d+, step \d+, .* was no longer a finite number\./)
    expect(headline?.text).toContain('α is 1000: try 0.3')
    expect(finding(diagnosisAfter(withRate(plane, 0.01), 10), 'diverged')).toBeUndefined()
  })

  it('names the units that are meant', () => {
    const symmetric = finding(diagnosisAfter(example('symmetry'), 5), 'symmetric 2')
    expect(symmetric?.units).toEqual([0, 1, 2, 3].map((unit) => ({ layer: 2, unit })))
    expect(symmetric?.text).toContain('Units 1, 2, 3 and 4 of layer 2')
    expect(symmetric?.text).toContain('Start from random weights, not zeros.')
  })

  it('sees symmetry before anything has trained, and not after one weight was changed', () => {
    expect(finding(diagnosisAfter(example('symmetry'), 0), 'symmetric 2')?.text).toContain(
      'so they will learn the same',
    )
    const theta = [[[0, 0.5, 0], ...[1, 2, 3].map(() => [0, 0, 0])], [[0, 0, 0, 0, 0]]]
    const broken: Experiment = { ...example('symmetry'), initialization: { kind: 'given' }, theta }
    const units = finding(diagnosisAfter(broken, 0), 'symmetric 2')?.units
    expect(units?.map(({ unit }) => unit)).toEqual([1, 2, 3])
  })

  it('says how a dead relu came about, and since when', () => {
    const silent = finding(diagnosisAfter(example('dyingRelu'), 60), 'silent')
    expect(silent?.text).toMatch(/had δ = 0 on all training examples since epoch \d+: z ≤ 0 for every example/)
  })

  it('reads a saturated unit’s g′ without rounding it up', () => {
    // XNOR by hand: z is 10 or −10 for half of the examples, g′(10) = 4.54e−5.
    expect(finding(diagnosisAfter(example('xnorByHand'), 5), 'saturated 2')?.text).toMatch(
      /g′ = 4\.5\de−5 lets only 0\.0045\d % of the δ through/,
    )
  })
})

describe('the order of findings', () => {
  it('is: how the run goes, then warnings, then notes', () => {
    const findings = diagnosisAfter(example('xnorByHand'), 60)
    expect(findings[0]?.key).toBe('settled')
    const kinds = findings.slice(1).map(({ kind }) => kind)
    expect(kinds).toEqual(kinds.toSorted((one, other) => Number(other === 'warning') - Number(one === 'warning')))
    expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length)
  })

  it('has nothing to say of readings that belong to another network', () => {
    const other = historyOf([1, 0.5], { meanAbsDelta: [[1], [1]] })
    expect(diagnose(circle, other, null, null, null)).toEqual([])
    expect(diagnose(circle, null, null, null, null)).toEqual([])
    expect(diagnose(circle, historyOf([]), null, null, null)).toEqual([])
  })
})
