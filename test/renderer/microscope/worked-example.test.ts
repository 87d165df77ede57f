import { expect, it } from 'vitest'
import { explain } from '../../../src/renderer/microscope/explain'
import { stepAt, stepCount } from '../../../src/renderer/lab/microscope/steps'
import { workedExampleAsText, workExample } from '../../../src/renderer/microscope/worked-example'
import { drawProblem } from '../../independent/random-problem'
import { lectureProblem } from '../network/model-snapshot'
import { networkOf } from '../network/network-of'
import { lookAt } from './look-at'

it('has every step of the walk, in order', () => {
  const subject = lookAt(lectureProblem(), 0)
  const { title, about, steps, omitted } = workExample(subject, 'Example 1 of 4')
  const { network } = subject.experiment
  expect([title, about, omitted, steps.length]).toEqual(['Random', 'Example 1 of 4', 0, stepCount(network)])
  steps.forEach((step, index) => {
    expect(step).toEqual(explain(subject, stepAt(network, index), { biasDeltas: false }))
  })
})

it('as text has a heading for each step, its formulas below it, and its note', () => {
  const text = workedExampleAsText(workExample(lookAt(lectureProblem(), 0), 'Example 1 of 4'))
  const sections = text.trimEnd().split('\n\n')
  expect(sections).toHaveLength(2 + 26)
  expect(sections[0]).toBe('Random')
  expect(sections[1]).toBe('Example 1 of 4')
  expect(sections[2]).toMatch(/^The example\n {2}a⁽¹⁾₁ = −?[\d.]+ {2}a⁽¹⁾₂ = −?[\d.]+\n {2}y₁ = [01]$/)
  expect(sections[10]).toMatch(
    /^δ of unit 1, layer 3 · 1: the weighted sum\n {2}weighted sum of δ = Θ⁽³⁾₁₁ δ⁽⁴⁾₁\n {2}= .*\n {2}Backward is like forward/,
  )
})

it('of a large network ends somewhere, and says how much is left', () => {
  const problem = drawProblem({ network: networkOf(2, 150, 1), cost: 'cross-entropy', l1: 0, l2: 0 }, 2, 5)
  const example = workExample(lookAt(problem, 0), 'Example 1 of 2')
  expect(example.steps).toHaveLength(400)
  expect(example.omitted).toBe(stepCount(problem.network) - 400)
  expect(workedExampleAsText(example).endsWith(`\n\nand ${example.omitted} more steps\n`)).toBe(true)
})
