import { afterEach, describe, expect, it } from 'vitest'
import { useScrub } from '../../../src/renderer/network/scrub'

const elements: HTMLElement[] = []
afterEach(() => {
  for (const element of elements.splice(0)) element.remove()
})

/** A number of 1 that can be dragged. */
function createScrubbed(start = 1) {
  let value = start
  const changes: { value: number; gesture: string }[] = []
  const scrub = useScrub({
    value: () => value,
    set(wanted, gesture) {
      value = wanted
      changes.push({ value: wanted, gesture })
    },
  })
  const element = document.createElement('span')
  element.setPointerCapture = () => undefined
  element.releasePointerCapture = () => undefined
  document.body.append(element)
  elements.push(element)
  const { pointerdown, pointermove, pointerup, pointercancel } = scrub.pointerEvents
  for (const [type, listener] of Object.entries({ pointerdown, pointermove, pointerup, pointercancel })) {
    element.addEventListener(type, (event) => {
      if (event instanceof PointerEvent) listener(event)
    })
  }
  const send = (type: string, x = 0, button = 0): void => {
    element.dispatchEvent(new PointerEvent(type, { clientX: x, button, pointerId: 1 }))
  }
  return { scrub, changes, send }
}

describe('dragging a number sideways', () => {
  it('changes it by 0.02 a pixel, counted from where it began', () => {
    const { changes, send } = createScrubbed(1)
    send('pointerdown', 100)
    send('pointermove', 110)
    send('pointermove', 150)
    send('pointermove', 60)
    expect(changes.map(({ value }) => value)).toEqual([1.2, 2, 0.2])
  })

  it('is one undo step, and the next drag is another', () => {
    const { changes, send } = createScrubbed()
    send('pointerdown', 0)
    send('pointermove', 10)
    send('pointermove', 20)
    send('pointerup', 20)
    send('pointerdown', 0)
    send('pointermove', 10)
    const [one, two, three] = changes.map(({ gesture }) => gesture)
    expect(one).toBe(two)
    expect(three).not.toBe(two)
  })

  it('begins after three pixels, so that a click stays a click', () => {
    const { scrub, changes, send } = createScrubbed()
    send('pointerdown', 100)
    send('pointermove', 102)
    expect(scrub.dragging.value).toBe(false)
    send('pointerup', 102)
    expect(changes).toEqual([])
    expect(scrub.endedDrag()).toBe(false)
  })

  it('may come back to where it began', () => {
    const { changes, send } = createScrubbed(1)
    send('pointerdown', 100)
    send('pointermove', 120)
    send('pointermove', 100)
    expect(changes.at(-1)?.value).toBe(1)
  })

  it('ends when the button is let go, and is no click', () => {
    const { scrub, changes, send } = createScrubbed()
    send('pointerdown', 0)
    send('pointermove', 50)
    expect(scrub.dragging.value).toBe(true)
    send('pointerup', 50)
    expect(scrub.dragging.value).toBe(false)
    expect(scrub.endedDrag()).toBe(true)
    send('pointermove', 90)
    expect(changes).toHaveLength(1)
  })

  it('swallows only the one click that ends it: a key press later is a click again', () => {
    const { scrub, send } = createScrubbed()
    send('pointerdown', 0)
    send('pointermove', 50)
    send('pointerup', 50)
    expect(scrub.endedDrag()).toBe(true)
    expect(scrub.endedDrag()).toBe(false)
  })

  it('has no click after it was taken away', () => {
    const { scrub, send } = createScrubbed()
    send('pointerdown', 0)
    send('pointermove', 50)
    send('pointercancel', 50)
    expect(scrub.dragging.value).toBe(false)
    expect(scrub.endedDrag()).toBe(false)
  })

  it('is for the main button', () => {
    const { changes, send } = createScrubbed()
    send('pointerdown', 0, 2)
    send('pointermove', 50)
    expect(changes).toEqual([])
  })
})
