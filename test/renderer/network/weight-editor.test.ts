import { afterEach, describe, expect, it, vi } from 'vitest'
import { experimentOf, lectureProblem } from './model-snapshot'
import { openNetwork, type OpenNetwork } from './open-network'

const given = experimentOf(lectureProblem())
const flat = (given.theta ?? []).flat(2)
/** Θ⁽¹⁾₂₁: three weights lead to unit 1, then comes the bias of unit 2. */
const LABEL = 'Change Θ1: from unit 1 to unit 2'
const INDEX = 4

let opened: OpenNetwork | undefined
afterEach(() => {
  opened?.page.unmount()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function openUnit(): Promise<OpenNetwork> {
  opened = await openNetwork(given)
  opened.lab.selection.pinned.value = { layer: 2, unit: 1 }
  await opened.settle()
  return opened
}

const withWeight = (value: number): number[] => flat.with(INDEX, Math.fround(value))

describe('the numbers on a unit’s edges', () => {
  it('are its weights, each a button', async () => {
    const { page } = await openUnit()
    const labels = page.findAll('.edge-label')
    expect(labels.map((label) => label.attributes('aria-label'))).toEqual([
      'Change Θ1: from the bias unit to unit 2',
      'Change Θ1: from unit 1 to unit 2',
      'Change Θ1: from unit 2 to unit 2',
    ])
    expect(labels.map((label) => Number(label.text().replace('−', '-')))).toEqual(
      flat.slice(3, 6).map((weight) => expect.closeTo(weight, 2)),
    )
  })
})

describe('a click on a weight', () => {
  it('opens it, and Enter makes the weight in the worker what was typed', async () => {
    const { openEditor, page, settle, theta, lab } = await openUnit()
    const input = await openEditor(LABEL)
    expect(Number(input.element.value.replace('−', '-'))).toBeCloseTo(flat[INDEX] ?? NaN, 5)
    await input.setValue('−2.5')
    await input.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(theta()).toEqual(withWeight(-2.5))
    expect(page.find('[role=dialog]').exists()).toBe(false)

    lab.document.undo()
    await settle()
    expect(theta()).toEqual(flat)
  })

  it.each([
    ['abc', '“abc” is not a number.'],
    ['', 'Type a number'],
    ['NaN', 'is not a number'],
    ['1e999', 'Out of range'],
    ['1e7', 'Out of range'],
    ['1,234', 'is not a number'],
  ])('%j is complained about, and nothing changes', async (text, complaint) => {
    const { openEditor, page, settle, theta, lab, experiment } = await openUnit()
    const input = await openEditor(LABEL)
    await input.setValue(text)
    await input.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(page.get('[role=alert]').text()).toContain(complaint)
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(theta()).toEqual(flat)
    expect(experiment()).toBe(given)
    expect(lab.document.canUndo.value).toBe(false)

    await input.setValue('1')
    await input.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(theta()).toEqual(withWeight(1))
  })

  it('Escape closes it, and nothing changes', async () => {
    const { openEditor, page, settle, theta, lab } = await openUnit()
    const input = await openEditor(LABEL)
    const editor = page.get('[role=dialog]').element
    await input.setValue('7')
    await input.trigger('keydown', { key: 'Escape' })
    // A browser tells an element that goes with the focus in it.
    editor.dispatchEvent(new FocusEvent('focusout', { relatedTarget: null }))
    await settle()
    expect(page.find('[role=dialog]').exists()).toBe(false)
    expect(theta()).toEqual(flat)
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('takes what was typed where the focus leaves it, and closes', async () => {
    const { openEditor, page, settle, theta } = await openUnit()
    const input = await openEditor(LABEL)
    await input.setValue('0.5')
    await page.get('[role=dialog]').trigger('focusout', { relatedTarget: null })
    await settle()
    expect(theta()).toEqual(withWeight(0.5))
    expect(page.find('[role=dialog]').exists()).toBe(false)
  })

  it('closes without a change where nothing was typed', async () => {
    const { openEditor, settle, lab, theta } = await openUnit()
    const input = await openEditor(LABEL)
    await input.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(theta()).toEqual(flat)
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('steps it by 0.1 with the arrow keys, all of it one undo step', async () => {
    const { openEditor, settle, theta, lab } = await openUnit()
    const input = await openEditor(LABEL)
    await input.setValue('1')
    await input.trigger('keydown', { key: 'ArrowUp' })
    await input.trigger('keydown', { key: 'ArrowUp' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    await settle()
    expect(input.element.value).toBe('1.1')
    expect(theta()).toEqual(withWeight(1.1))
    lab.document.undo()
    await settle()
    expect(theta()).toEqual(flat)
    expect(lab.document.canUndo.value).toBe(false)
  })

  it('is where the network of given weights starts from, so Reset comes back to it', async () => {
    const { openEditor, settle, theta, lab, experiment } = await openUnit()
    const input = await openEditor(LABEL)
    await input.setValue('3')
    await input.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(experiment().theta?.flat(2)).toEqual(withWeight(3))
    lab.run.stepEpoch()
    await settle()
    expect(theta()).not.toEqual(withWeight(3))
    lab.run.reset()
    await settle()
    expect(theta()).toEqual(withWeight(3))
  })

  it('goes with its network', async () => {
    const { openEditor, page, named, settle } = await openUnit()
    await openEditor(LABEL)
    await named('Add a unit to layer 2').trigger('click')
    await settle()
    expect(page.find('[role=dialog]').exists()).toBe(false)
  })
})

describe('dragging a weight sideways', () => {
  it('changes it under the finger, as one undo step', async () => {
    vi.spyOn(Element.prototype, 'setPointerCapture').mockReturnValue(undefined)
    vi.spyOn(Element.prototype, 'releasePointerCapture').mockReturnValue(undefined)
    const { named, page, settle, theta, lab } = await openUnit()
    const label = named(LABEL)
    await label.trigger('pointerdown', { button: 0, clientX: 100 })
    await label.trigger('pointermove', { clientX: 120 })
    await label.trigger('pointermove', { clientX: 150 })
    await settle()
    const moved = Number(((flat[INDEX] ?? NaN) + 1).toFixed(3))
    expect(theta()).toEqual(withWeight(moved))
    await label.trigger('pointerup', { clientX: 150 })
    await label.trigger('click')
    expect(page.find('[role=dialog]').exists()).toBe(false)
    lab.document.undo()
    await settle()
    expect(theta()).toEqual(flat)
    expect(lab.document.canUndo.value).toBe(false)
  })
})
