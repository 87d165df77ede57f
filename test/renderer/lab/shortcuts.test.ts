import { afterEach, describe, expect, it } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useShortcuts } from '../../../src/renderer/lab/shortcuts'
import { experimentWith } from '../data/experiment-with'
import { rename, setRate } from './edits'
import { createHostStub, type HostStub } from './host-stub'
import { openLab, type OpenLab } from './open-lab'

let opened: OpenLab | undefined
let scope: EffectScope | undefined
afterEach(() => {
  scope?.stop()
  opened?.close()
  document.body.replaceChildren()
})

async function open(host: HostStub = createHostStub('browser')) {
  const stand = await openLab(experimentWith({}))
  opened = stand
  scope = effectScope()
  scope.run(() => useShortcuts(stand.lab, host))
  const press = (key: string, modifiers: KeyboardEventInit = {}, target: Element = document.body): boolean => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers })
    target.dispatchEvent(event)
    return event.defaultPrevented
  }
  const element = (html: string): Element => {
    document.body.innerHTML = html
    const [first] = document.body.children
    if (!first) throw new Error('There is no element')
    return first
  }
  return { ...stand, press, element }
}

const ctrl = { ctrlKey: true }
const rateOf = ({ lab }: OpenLab): number => lab.document.experiment.value.training.optimizer.learningRate

describe('keys', () => {
  it.each([
    ['Ctrl Z', 'z', ctrl, 0.3],
    ['⌘ Z', 'z', { metaKey: true }, 0.3],
    ['Ctrl Alt Z, which means something else', 'z', { ctrlKey: true, altKey: true }, 0.1],
    ['z alone', 'z', {}, 0.1],
  ])('%s', async (_, key, modifiers, rate) => {
    const stand = await open()
    stand.lab.document.edit(setRate(0.1))
    expect(stand.press(key, modifiers)).toBe(rate === 0.3)
    expect(rateOf(stand)).toBe(rate)
  })

  it.each([
    ['Ctrl Shift Z', 'Z', { ctrlKey: true, shiftKey: true }],
    ['Ctrl Y', 'y', ctrl],
  ])('%s goes forth again', async (_, key, modifiers) => {
    const stand = await open()
    stand.lab.document.edit(setRate(0.1))
    stand.lab.document.undo()
    expect(stand.press(key, modifiers)).toBe(true)
    expect(rateOf(stand)).toBe(0.1)
  })

  it('save, and save elsewhere', async () => {
    const stand = await open()
    expect(stand.press('s', ctrl)).toBe(true)
    await stand.settle()
    stand.lab.document.edit(rename('Mine'))
    expect(stand.press('S', { ctrlKey: true, shiftKey: true })).toBe(true)
    await stand.settle()
    expect(stand.host.saved.map(({ name }) => name)).toEqual(['Circle.dlab', 'Mine.dlab'])
  })

  it('Space trains and pauses', async () => {
    const stand = await open()
    expect(stand.press(' ')).toBe(true)
    expect(stand.lab.run.running.value).toBe(true)
    await stand.settle()
    stand.press(' ')
    expect(stand.lab.run.running.value).toBe(false)
  })

  it('“?” shows the list of keys, unless it is typed', async () => {
    const stand = await open()
    expect(stand.press('?', {}, stand.element('<input>'))).toBe(false)
    expect(stand.lab.keysShown.value).toBe(false)
    expect(stand.press('?', { shiftKey: true }, stand.element('<button>x</button>'))).toBe(true)
    expect(stand.lab.keysShown.value).toBe(true)
  })

  it('that are held down count once', async () => {
    const stand = await open()
    expect(stand.press(' ', { repeat: true })).toBe(false)
    expect(stand.lab.run.running.value).toBe(false)
  })

  it.each([
    ['<button>Train</button>'],
    ['<input>'],
    ['<select></select>'],
    ['<a href="#">link</a>'],
    ['<figure tabindex="0"></figure>'],
  ])('Space on %s is that element’s own', async (html) => {
    const stand = await open()
    expect(stand.press(' ', {}, stand.element(html))).toBe(false)
    expect(stand.lab.run.running.value).toBe(false)
  })

  it.each([
    ['<input>', 0.1],
    ['<input type="number">', 0.1],
    ['<textarea></textarea>', 0.1],
    // A slider has no text to undo.
    ['<input type="range">', 0.3],
    ['<input type="checkbox">', 0.3],
    ['<button>x</button>', 0.3],
  ])('Ctrl Z on %s leaves α at %d', async (html, rate) => {
    const stand = await open()
    stand.lab.document.edit(setRate(0.1))
    stand.press('z', ctrl, stand.element(html))
    expect(rateOf(stand)).toBe(rate)
  })

  it('that somebody has answered are not answered twice', async () => {
    const stand = await open()
    const target = stand.element('<div></div>')
    target.addEventListener('keydown', (event) => event.preventDefault())
    stand.press(' ', {}, target)
    expect(stand.lab.run.running.value).toBe(false)
  })
})

describe('the host’s menu', () => {
  it('does the same, and its keys are not answered a second time', async () => {
    const host = createHostStub('electron')
    const stand = await open(host)
    stand.lab.document.edit(setRate(0.1))
    expect(stand.press('z', ctrl)).toBe(false)
    expect(rateOf(stand)).toBe(0.1)
    host.menu('undo')
    expect(rateOf(stand)).toBe(0.3)
    host.menu('redo')
    expect(rateOf(stand)).toBe(0.1)
    host.menu('save')
    await stand.settle()
    expect(stand.host.saved).toHaveLength(1)
  })

  it('is not listened to once the page is gone', async () => {
    const host = createHostStub('electron')
    const stand = await open(host)
    stand.lab.document.edit(setRate(0.1))
    scope?.stop()
    host.menu('undo')
    stand.press(' ')
    expect(rateOf(stand)).toBe(0.1)
    expect(stand.lab.run.running.value).toBe(false)
  })
})
