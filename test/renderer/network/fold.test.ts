import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldLayer } from '../../../src/renderer/network/fold'

describe('a layer folds only where its units don’t fit', () => {
  it.each([
    // Rows of 44 pixels in 528: twelve fit.
    [12, 528, null],
    [11, 528, null],
    // The strip takes 92: nine fit beside it, the last unit below it.
    [13, 528, { above: 8, below: 1, hidden: 4 }],
    [64, 528, { above: 8, below: 1, hidden: 55 }],
    // However tall the screen, twelve are enough.
    [13, 4000, { above: 11, below: 1, hidden: 1 }],
    [784, 4000, { above: 11, below: 1, hidden: 772 }],
    // Too low for a unit below the strip.
    [5, 200, { above: 2, below: 0, hidden: 3 }],
    [3, 44, { above: 1, below: 0, hidden: 2 }],
    [1, 10, null],
  ])('%d units in %d pixels', (units, room, fold) => {
    expect(foldLayer(units, room, 44, 92)).toEqual(fold)
  })

  it('leaves no unit out, and never a strip that stands for none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 40, max: 3000 }), (units, room) => {
        const fold = foldLayer(units, room, 44, 92)
        if (!fold) return
        expect(fold.above).toBeGreaterThanOrEqual(1)
        expect(fold.hidden).toBeGreaterThanOrEqual(1)
        expect(fold.above + fold.hidden + fold.below).toBe(units)
      }),
    )
  })
})
