import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BIAS_SIZE, CONTROLS_HEIGHT, layoutNetwork, type NetworkLayout } from '../../../src/renderer/network/layout'
import { networkOf } from './network-of'

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function box(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right - HAIR &&
    other.left < one.right - HAIR &&
    one.top < other.bottom - HAIR &&
    other.top < one.bottom - HAIR
  )
}

/** Of a pixel: sums in another order differ in the last bits. */
const HAIR = 1e-6
/** A line of digits below an ellipse. */
const DELTA = 20

/** Everything that stands somewhere: bias units, ellipses with their δ, strips. */
function boxesOf({ layers, ellipse }: NetworkLayout): Box[] {
  return layers.flatMap(({ bias, shown, fold }) => [
    ...(bias ? [box(bias.x, bias.y, BIAS_SIZE, BIAS_SIZE)] : []),
    ...shown.map(({ x, y }) => box(x, y + DELTA / 2, ellipse.width, ellipse.height + DELTA)),
    ...(fold ? [box(fold.x, fold.y, fold.width, fold.height)] : []),
  ])
}

const units = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom(64, 128, 784))
const network = fc.array(units, { minLength: 2, maxLength: 12 }).map((counts) => networkOf(...counts))
const size = fc.record({ width: fc.integer({ min: 300, max: 2400 }), height: fc.integer({ min: 200, max: 1400 }) })
const drawing = fc.tuple(network, size)

describe('any network on any screen', () => {
  it('stands inside the drawing', () => {
    fc.assert(
      fc.property(drawing, ([shape, available]) => {
        const layout = layoutNetwork(shape, available)
        for (const { left, right, top, bottom } of boxesOf(layout)) {
          expect(left).toBeGreaterThanOrEqual(-HAIR)
          expect(right).toBeLessThanOrEqual(layout.width + HAIR)
          expect(top).toBeGreaterThanOrEqual(0)
          expect(bottom).toBeLessThanOrEqual(layout.height + HAIR)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('has nothing on top of anything else', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(drawing, ([shape, available]) => {
        const boxes = boxesOf(layoutNetwork(shape, available))
        boxes.forEach((one, index) => {
          for (const other of boxes.slice(index + 1)) expect(overlap(one, other)).toBe(false)
        })
      }),
      { numRuns: 150 },
    )
  })

  it('shows each unit once, or counts it among those that a strip stands for', () => {
    fc.assert(
      fc.property(drawing, ([shape, available]) => {
        for (const { units: count, shown, fold } of layoutNetwork(shape, available).layers) {
          const drawn = shown.map(({ unit }) => unit)
          expect(new Set(drawn).size).toBe(drawn.length)
          expect(drawn).toEqual(drawn.toSorted((one, other) => one - other))
          expect(drawn.length + (fold?.hidden ?? 0)).toBe(count)
          expect(drawn[0]).toBe(0)
          if (fold) expect(shown).toHaveLength(fold.above + fold.below)
        }
      }),
    )
  })

  it('goes from left to right and from top to bottom, a bias unit above every layer but the outputs', () => {
    fc.assert(
      fc.property(drawing, ([shape, available]) => {
        const { layers, columnGap } = layoutNetwork(shape, available)
        layers.forEach(({ layer, x, shown, bias }, index) => {
          expect(layer).toBe(index + 1)
          expect(x - (layers[0]?.x ?? 0)).toBeCloseTo(index * columnGap, 6)
          expect(bias === null).toBe(index === layers.length - 1)
          let above = bias?.y ?? 0
          for (const place of shown) {
            expect(place.x).toBe(x)
            expect(place.y).toBeGreaterThan(above)
            above = place.y
          }
        })
      }),
    )
  })

  it('fills the room it is given, and leaves the controls theirs', () => {
    fc.assert(
      fc.property(drawing, ([shape, available]) => {
        const { width, height, density } = layoutNetwork(shape, available)
        expect(width).toBeGreaterThanOrEqual(available.width)
        if (available.height >= 300) expect(height + CONTROLS_HEIGHT[density]).toBeLessThanOrEqual(available.height)
      }),
    )
  })
})

it('the lecture’s network stands inside the drawing however wide it is', () => {
  for (let width = 400; width <= 1600; width += 5) {
    const layout = layoutNetwork(networkOf(2, 2, 2, 1), { width, height: 800 })
    expect(Math.min(...boxesOf(layout).map(({ left }) => left))).toBeGreaterThanOrEqual(-HAIR)
    expect(Math.max(...boxesOf(layout).map(({ right }) => right))).toBeLessThanOrEqual(width + HAIR)
  }
})

describe('how much fits on an ellipse', () => {
  it.each([
    ['the lecture’s network', [2, 2, 2, 1], { width: 1000, height: 700 }, 'large'],
    ['the same in a smaller window', [2, 2, 2, 1], { width: 700, height: 480 }, 'roomy'],
    ['a low screen', [2, 6, 6, 1], { width: 900, height: 400 }, 'compact'],
    ['eight layers', [2, 3, 3, 3, 3, 3, 3, 3, 1], { width: 900, height: 560 }, 'dense'],
  ] as const)('%s', (_, counts, available, density) => {
    expect(layoutNetwork(networkOf(...counts), available).density).toBe(density)
  })

  it('scrolls rather than squeezes twenty layers into a small window', () => {
    const { width, columnGap } = layoutNetwork(networkOf(...Array.from({ length: 20 }, () => 2)), {
      width: 500,
      height: 500,
    })
    expect(width).toBeGreaterThan(500)
    expect(columnGap).toBeGreaterThanOrEqual(60)
  })
})

describe('digits, 64-25-10, on a screen of 900 × 600', () => {
  const layout = layoutNetwork(networkOf(64, 25, 10), { width: 900, height: 600 })

  it('folds the wide layers and keeps their first units and their last one', () => {
    const [inputs, hidden, outputs] = layout.layers
    expect(inputs?.fold?.hidden).toBe(64 - (inputs?.shown.length ?? 0))
    expect(inputs?.shown.at(-1)?.unit).toBe(63)
    expect(hidden?.shown.at(-1)?.unit).toBe(24)
    expect(hidden?.shown[0]?.unit).toBe(0)
    expect(outputs?.fold).toBeNull()
    expect(outputs?.shown.map(({ unit }) => unit)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('puts the strip between the units above and below it', () => {
    for (const { fold, shown } of layout.layers) {
      if (!fold) continue
      expect(fold.y).toBeGreaterThan(shown[fold.above - 1]?.y ?? Infinity)
      expect(fold.y).toBeLessThan(shown[fold.above]?.y ?? -Infinity)
    }
  })
})
