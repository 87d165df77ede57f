/** The walk through one example, as it is seen and heard. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { byHand } from '../charts/open-reading'
import { openMicroscope, words, type OpenMicroscope } from './open-microscope'

let stand: OpenMicroscope
beforeEach(async () => void (stand = await openMicroscope(byHand)))
afterEach(() => stand.close())

describe('the steps', () => {
  it('are taken by buttons and by keys', async () => {
    expect(stand.title()).toBe('The example')
    await stand.click('Next')
    expect(stand.title()).toBe('z and a of unit 1, layer 2')
    await stand.press(stand.steps(), 'ArrowRight')
    await stand.press(stand.steps(), 'ArrowUp')
    expect(stand.title()).toBe('z and a of unit 1, layer 3')
    await stand.press(stand.steps(), 'End')
    expect(stand.title()).toBe('Update of the weights to unit 1, layer 3')
    expect(stand.steps().attributes()).toMatchObject({ 'aria-valuenow': '16', 'aria-valuemax': '16' })
    await stand.click('Back')
    await stand.press(stand.steps(), 'ArrowLeft')
    await stand.press(stand.steps(), 'ArrowDown')
    expect(stand.title()).toBe('Gradients of the weights to unit 1, layer 3')
    await stand.press(stand.steps(), 'Home')
    expect(stand.title()).toBe('The example')
    await stand.press(stand.steps(), 'x')
    expect(stand.title()).toBe('The example')
  })

  it('are heard as sentences', async () => {
    await stand.press(stand.steps(), 'ArrowRight')
    const sentence = stand.steps().attributes('aria-valuetext')
    expect(sentence).toBe(
      'z of unit 1 in layer 2 is 0.500: 0.500 times 1 plus minus 1 times 0 plus 0.250 times 0. a is sigmoid of z, 0.622.',
    )
    expect(stand.page.get('[aria-live=polite]').text()).toBe(sentence)
  })

  it('are reached by a click on a phase', async () => {
    const cost = stand.page.findAll('.phase').find((phase) => phase.text() === 'cost')
    await cost?.trigger('click')
    await stand.settle()
    expect(stand.title()).toBe('The cost of this example')
  })

  it('are reached by a click on a unit', async () => {
    await stand.unit(2, 1).trigger('click')
    await stand.settle()
    expect(stand.title()).toBe('z and a of unit 2, layer 2')
    await stand.press(stand.steps(), 'Home')
    for (let times = 0; times < 5; times++) await stand.press(stand.steps(), 'ArrowRight')
    expect(stand.title()).toBe('δ of output 1, layer 3')
    await stand.unit(2, 0).trigger('click')
    await stand.settle()
    expect(stand.title()).toBe('δ of unit 1, layer 2 · 2: the gate')
  })
})

describe('what has not been computed yet', () => {
  const units = [
    [1, 0],
    [1, 1],
    [2, 0],
    [2, 1],
    [3, 0],
  ] as const

  it('is hatched on the drawing, and never 0', async () => {
    const computedAt = new Map([
      ['2-0', 1],
      ['2-1', 2],
      ['3-0', 3],
    ])
    for (let step = 0; step < 16; step++) {
      for (const [layer, index] of units) {
        const known = step >= (computedAt.get(`${layer}-${index}`) ?? 0)
        expect(stand.unit(layer, index).classes('unknown')).toBe(!known)
        if (!known) {
          expect(words(stand.unit(layer, index))).not.toMatch(/\d/)
          expect(stand.unit(layer, index).attributes('aria-label')).toContain('not computed')
        }
      }
      // δ of the output comes right after the cost; of the hidden units with their gates.
      expect(words(stand.unit(3, 0)).includes('δ −') || /δ \d/.test(words(stand.unit(3, 0)))).toBe(step >= 5)
      expect(/δ −?\d/.test(words(stand.unit(2, 0)))).toBe(step >= 7)
      expect(/δ −?\d/.test(words(stand.unit(2, 1)))).toBe(step >= 9)
      await stand.press(stand.steps(), 'ArrowRight')
    }
  })

  it('is all known when the microscope is closed', async () => {
    stand.lab.microscope.isOpen.value = false
    await stand.settle()
    for (const [layer, index] of units) expect(stand.unit(layer, index).classes('unknown')).toBe(false)
  })
})

describe('another notation', () => {
  it('names everything on screen, and goes on doing so in the next session', async () => {
    await stand.press(stand.steps(), 'ArrowRight')
    const inNg = (await stand.formulas()).join()
    expect(inNg).toContain('\\Theta^{(1)}_{10}')
    await stand.choose('PyTorch')
    expect((await stand.formulas()).join()).toContain('\\texttt{fc1.weight[0, 1]}')
    expect((await stand.formulas()).join()).not.toContain('\\Theta')
    const whole = words(stand.root)
    expect(whole).toContain('fc2.weight')
    expect(whole).not.toMatch(/Θ⁽/)
    await stand.choose('W, b')
    expect((await stand.formulas()).join()).toContain('W^{[1]}_{12}')
    await stand.choose('PyTorch')
    for (let step = 0; step < 9; step++) await stand.press(stand.steps(), 'ArrowRight')
    expect((await stand.formulas()).join()).toContain('fc1.weight.grad[0, 1]')
    stand.lab.microscope.goToStep({ kind: 'delta', stage: 'gate', layer: 2, unit: 0 })
    await stand.settle()
    expect(stand.title()).toBe('z.grad of unit 1, layer 2 · 2: the gate')
    const edges = stand.page.findAll('.toolbar .segment').map((segment) => segment.text())
    expect(edges).toEqual(['Forward', 'Backward', 'p', 'p·z.grad', 'p.grad'])
    expect(stand.page.findAll('.phase').map((phase) => phase.text())).toContain('grad')
    expect(localStorage.getItem('delta-lab.notation')).toBe('pytorch')
  })
})

describe('taken along', () => {
  it('a step as LaTeX, all steps as text; a clipboard that is closed is said', async () => {
    const written: string[] = []
    const clipboard = { writeText: async (text: string) => void written.push(text) }
    vi.stubGlobal('navigator', { ...navigator, clipboard })
    await stand.press(stand.steps(), 'ArrowRight')
    await stand.page.get('[aria-label="Copy LaTeX"]').trigger('click')
    await stand.page.get('[aria-label="Copy all steps as text"]').trigger('click')
    await stand.settle()
    expect(written[0]).toMatch(/^\\\[ z\^\{\(2\)\}_\{1\} = \\textcolor\{magenta\}/)
    expect(written[1]).toMatch(/^Circle\n\nExample 1 of 4, a training example\n\nThe example\n/)
    expect(words(stand.page.get('.said'))).toBe('Copied.')
    clipboard.writeText = () => Promise.reject(new Error('denied'))
    await stand.page.get('[aria-label="Copy LaTeX"]').trigger('click')
    await stand.settle()
    expect(words(stand.page.get('.said'))).toBe('The clipboard can’t be used here.')
  })
})

it('while the network trains, says to pause instead of what is behind by then', async () => {
  stand.lab.run.train()
  await stand.settle()
  expect(words(stand.page.get('.step-card'))).toContain('Pause to take a step apart')
  stand.lab.run.pause()
  await stand.settle()
})
