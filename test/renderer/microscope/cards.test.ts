/** A number in hand, the check of every θ, the pulls at one, an example of one’s own: against the lecture’s formulas. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Step } from '../../../src/renderer/lab/microscope/steps'
import { formatReading } from '../../../src/renderer/charts/format'
import { formatActivation, formatDelta } from '../../../src/renderer/network/format'
import { at, forward, gradientOver, pass } from '../../independent/lecture'
import { byHand, examples, problem } from '../charts/open-reading'
import { openMicroscope, words, type Found, type OpenMicroscope } from './open-microscope'

const theta = byHand.theta ?? []

let stand: OpenMicroscope
beforeEach(async () => void (stand = await openMicroscope(byHand)))
afterEach(() => stand.close())

describe('a number in hand', () => {
  const plot = (): Found => stand.region('Nudge').get('[role=slider]')
  const reading = (name: string): string => {
    const found = stand
      .region('Nudge')
      .findAll('.readings > div')
      .find((each) => each.get('dt').text() === name)
    return found?.get('dd').text() ?? ''
  }

  beforeEach(() => stand.click('Next'))

  it('moves what is to its right, and the cost, which has moved by slope · Δ but for the bend', async () => {
    const z = at(at(forward(problem, theta, at(examples, 0).x).z, 0), 0)
    await stand.press(plot(), 'ArrowRight', { shiftKey: true })
    const by = 0.8 // ten of a hundred steps from z − 4 to z + 4
    expect(reading('now')).toBe(formatReading(z + by))
    expect(reading('moved by')).toBe(formatReading(by))
    const first = 1 / (1 + Math.exp(-(z + by)))
    expect(stand.unit(2, 0).text()).toContain(formatActivation(first))
    const second = at(at(forward(problem, theta, at(examples, 0).x).a, 1), 1)
    const [bias = NaN, w1 = NaN, w2 = NaN] = at(at(theta, 1), 0)
    const cost = Math.log1p(Math.exp(bias + w1 * first + w2 * second)) // y is 0
    const own = pass(problem, theta, at(examples, 0))
    expect(reading('cost moved')).toBe(formatReading(cost - own.cost))
    const slope = at(own.delta.flat(), 0)
    expect(reading('slope')).toBe(formatReading(slope))
    expect(reading('measured')).toBe(formatReading(slope))
    expect(reading('slope · Δ')).toBe(formatReading(slope * by))
    expect(reading('bend')).toBe(formatReading(cost - own.cost - slope * by))
    expect(stand.unit(3, 0).classes('unknown')).toBe(false) // what moves is shown
  })

  it('stands in the formula as moved by hand, not as a sum that it isn’t', async () => {
    const [before] = (await stand.formulas()).filter((latex) => latex.startsWith('= ') && !latex.includes('textcolor'))
    await stand.press(plot(), 'ArrowRight')
    expect(await stand.formulas()).toContain(before)
    expect(words(stand.page.get('.step-card'))).toContain('in hand')
  })

  it('moves every δ that the walk has come to, in the drawing and in the formulas', async () => {
    const weight = 7 // from unit 1 of layer 2 to the output
    const example = at(examples, 0)
    const take = async (step: Step): Promise<void> => {
      stand.lab.microscope.goToStep(step)
      await stand.settle()
      stand.lab.microscope.inHand.value = { target: { kind: 'theta', weight }, value: 2 }
      await stand.settle()
    }
    await take({ kind: 'update', layer: 3, unit: 0 })
    let index = 0
    const moved = theta.map((block) => block.map((row) => row.map((own) => (index++ === weight ? 2 : own))))
    const expected = pass(problem, moved, example).delta.flat()
    const own = pass(problem, theta, example).delta.flat()
    expect(formatDelta(at(expected, 0))).not.toBe(formatDelta(at(own, 0)))
    expect(stand.unit(2, 0).text()).toContain(formatDelta(at(expected, 0)))
    expect(stand.unit(3, 0).text()).toContain(formatDelta(at(expected, 2)))
    const shown = (): string => words(stand.page.get('.step-card'))
    expect(shown()).toContain('The update is without the number in your hand')
    await take({ kind: 'delta', stage: 'gate', layer: 2, unit: 0 })
    expect(await stand.formulas()).toContainEqual(expect.stringContaining(`= ${at(expected, 0).toPrecision(4)}`))
    expect(shown()).toContain('All of it is with the number in your hand')
  })

  it('is let go by key or by button, and the focus stays with it', async () => {
    await stand.press(plot(), 'ArrowLeft')
    expect(stand.lab.microscope.inHand.value).not.toBeNull()
    await stand.press(plot(), 'Home')
    expect(stand.lab.microscope.inHand.value).toBeNull()
    await stand.press(plot(), 'ArrowDown')
    await stand.click('Let go')
    expect(stand.lab.microscope.inHand.value).toBeNull()
    expect(document.activeElement).toBe(plot().element)
  })

  it('may be any a or θ; another one takes its place', async () => {
    await stand.press(plot(), 'ArrowUp')
    await stand.choose('θ', stand.region('Nudge'))
    expect(stand.lab.microscope.inHand.value).toBeNull()
    const select = stand.region('Nudge').get<HTMLSelectElement>('select')
    expect(select.findAll('option').map((option) => option.text())).toEqual(['Θ⁽¹⁾₁₀', 'Θ⁽¹⁾₁₁', 'Θ⁽¹⁾₁₂'])
    select.element.selectedIndex = 0
    await select.trigger('change')
    await stand.settle()
    const gradient = gradientOver(problem, theta, examples.slice(0, 1))
    expect(reading('slope')).toBe(formatReading(at(gradient, 0)))
    await stand.choose('a', stand.region('Nudge'))
    await stand.press(plot(), 'ArrowUp')
    expect(stand.lab.microscope.inHand.value?.target).toMatchObject({ kind: 'a', layer: 2, unit: 0 })
  })

  it('two keys faster than an answer are two steps', async () => {
    stand.held.hold('nudge')
    await plot().trigger('keydown', { key: 'ArrowRight' })
    await plot().trigger('keydown', { key: 'ArrowRight' })
    stand.held.release()
    await stand.settle()
    expect(reading('moved by')).toBe(formatReading(0.16))
  })
})

describe('the gradient check', () => {
  const card = (): Found => stand.region('Gradient check')
  const rows = (): string[][] =>
    card()
      .findAll('tbody tr')
      .map((row) => row.findAll('td').map((cell) => cell.text()))

  it('compares every θ, worst first, and says plainly that all agree', async () => {
    expect(card().get('[role=status]').text()).toBe('all 9 agree')
    await stand.click('Show all 9', card())
    const gradient = gradientOver(problem, theta, examples.slice(0, 1)).map(formatReading)
    expect(
      rows()
        .map(([analytic]) => analytic)
        .toSorted(),
    ).toEqual(gradient.toSorted())
    const errors = rows().map(([, , error]) => Number(error?.replace('−', '-')))
    expect(errors).toEqual(errors.toSorted((one, other) => other - one))
  })

  it('lights the edge of the row that has the focus', async () => {
    const row = card().get('tbody tr')
    await row.trigger('focus')
    expect(stand.lab.selection.weight.value).not.toBeNull()
    await row.trigger('blur')
    expect(stand.lab.selection.weight.value).toBeNull()
  })

  it('never shows the verdict on weights that are gone', async () => {
    stand.held.hold('checkExample')
    stand.lab.selection.example.value = 1
    await stand.settle()
    expect(card().find('[role=status]').exists()).toBe(false)
    stand.held.release()
    await stand.settle()
    expect(card().get('[role=status]').text()).toBe('all 9 agree')
  })
})

describe('the tug-of-war', () => {
  const card = (): Found => stand.region('Tug-of-war')
  const sum = (): string => card().get('.sum').findAll('span, b').map(words).join(' ')
  const pulls = (weight: number): number[] =>
    examples.map((example) => at(pass(problem, theta, example).gradient.flat(2), weight))

  it('has a bar for each example; their mean is the gradient', async () => {
    await stand.choose('all', card())
    expect(card().findAll('rect')).toHaveLength(4)
    const each = pulls(1)
    const mean = each.reduce((sum, pull) => sum + pull, 0) / 4
    expect(sum()).toBe(`mean of 4 ${formatReading(mean)} = ∂J/∂θ ${formatReading(mean)}`)
    await stand.press(card().get('[role=slider]'), 'End')
    expect(card().get('[role=slider]').attributes('aria-valuetext')).toBe(
      `Example 4: ∂cost/∂θ ${formatReading(at(each, 3))}`,
    )
  })

  it('puts the example of a bar under the microscope', async () => {
    const plot = card().get('[role=slider]')
    await stand.press(plot, 'Home')
    await stand.press(plot, 'ArrowRight')
    await stand.press(plot, 'ArrowRight')
    await stand.press(plot, 'Enter')
    expect(stand.lab.microscope.look.value?.trace.example).toBe(2)
  })

  it('is the same whichever example is looked at, and so is not computed again', async () => {
    const calls = stand.held.calls('pulls')
    stand.lab.selection.example.value = 3
    await stand.settle()
    expect(stand.lab.microscope.look.value?.trace.example).toBe(3)
    expect(stand.held.calls('pulls')).toBe(calls)
    expect(card().findAll('rect')).not.toHaveLength(0)
    stand.lab.run.stepBatch()
    await stand.settle()
    expect(stand.held.calls('pulls')).toBeGreaterThan(calls)
  })

  it('adds what regularisation pulls', async () => {
    stand.close()
    stand = await openMicroscope({ ...byHand, training: { ...byHand.training, l2: 0.5 } })
    const mean = pulls(1).reduce((sum, pull) => sum + pull, 0) / 4
    expect(sum()).toBe(
      `mean of 4 ${formatReading(mean)} + regularisation ${formatReading(-0.5)} = ∂J/∂θ ${formatReading(mean - 0.5)}`,
    )
  })
})

describe('an example of one’s own', () => {
  it('starts as the one that was there, and goes through the network as it is typed', async () => {
    await stand.page.get('.microscope input[type=checkbox]').setValue(true)
    await stand.settle()
    const fields = stand.page.get('[role=group][aria-label="Own example"]').findAll('input')
    expect(fields.map(({ element }) => element.value)).toEqual(['0', '0', '0'])
    await at(fields, 0).setValue('2')
    await at(fields, 0).trigger('keydown', { key: 'Enter' })
    await at(fields, 0).trigger('blur')
    await stand.settle()
    const expected = forward(problem, theta, [2, 0])
    await stand.press(stand.steps(), 'End')
    expect(stand.unit(2, 0).text()).toContain(formatActivation(at(at(expected.a, 1), 0)))
    stand.lab.selection.example.value = 3
    await stand.settle()
    expect(stand.lab.microscope.own.value).toBeNull()
  })
})
