import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { useCrosshair } from '../../../src/renderer/charts/crosshair'
import type { LiveChart } from '../../../src/renderer/charts/live-chart'

/** A chart with ten pixels an epoch. */
function createCrosshair(epochs: readonly number[]) {
  const drawn = shallowRef(0)
  const scale = { getValueForPixel: (x: number) => x / 10, getPixelForValue: (epoch: number) => 10 * epoch }
  const live = { drawn, chart: () => ({ scales: { x: scale } }) } as unknown as LiveChart
  const at = Float64Array.from(epochs)
  const crosshair = useCrosshair(live, () => at)
  return {
    ...crosshair,
    point(x: number, y = 5) {
      const event = new PointerEvent('pointermove')
      Object.defineProperties(event, { offsetX: { value: x }, offsetY: { value: y } })
      crosshair.pointerEvents.pointermove(event)
    },
    press: (key: string, modifiers: KeyboardEventInit = {}) => {
      return crosshair.onKey(new KeyboardEvent('keydown', { key, ...modifiers }))
    },
  }
}

const twenty = Array.from({ length: 20 }, (_, epoch) => epoch)

describe('with the pointer', () => {
  it('is at the nearest record, and knows the height', () => {
    const { point, record, left, pointerY } = createCrosshair([0, 1, 2, 4])
    expect(record.value).toBe(-1)
    point(36, 7)
    expect(record.value).toBe(3)
    expect(left.value).toBe(40)
    expect(pointerY.value).toBe(7)
  })

  it('goes with the pointer', () => {
    const { point, record, pointerEvents } = createCrosshair(twenty)
    point(50)
    pointerEvents.pointerleave(new PointerEvent('pointerleave'))
    expect(record.value).toBe(-1)
  })
})

describe('with the keys', () => {
  it.each([
    // The first press shows where the run is now.
    [['ArrowLeft'], 19],
    [['ArrowRight'], 19],
    [['ArrowLeft', 'ArrowLeft', 'ArrowLeft'], 17],
    [['Home'], 0],
    [['Home', 'ArrowLeft'], 0],
    [['Home', 'ArrowRight', 'ArrowRight'], 2],
    [['Home', 'End'], 19],
    [['Home', 'PageDown'], 10],
    [['End', 'PageUp'], 9],
    [['Home', 'Escape'], -1],
  ])('%j leads to record %d', (keys, expected) => {
    const { press, record, pointerY } = createCrosshair(twenty)
    for (const key of keys) expect(press(key)).toBe(true)
    expect(record.value).toBe(expected)
    expect(pointerY.value).toBeNull()
  })

  it.each([
    ['a', {}],
    ['ArrowUp', {}],
    ['ArrowLeft', { ctrlKey: true }],
    ['Escape', {}],
  ])('%s %j is somebody else’s', (key, modifiers) => {
    expect(createCrosshair(twenty).press(key, modifiers)).toBe(false)
  })

  it('goes on from where the pointer was', () => {
    const { point, press, record } = createCrosshair(twenty)
    point(50)
    press('ArrowRight')
    expect(record.value).toBe(6)
  })

  it('has nothing to read before the first record', () => {
    const { press, record } = createCrosshair([])
    expect(press('ArrowLeft')).toBe(false)
    expect(record.value).toBe(-1)
  })
})
