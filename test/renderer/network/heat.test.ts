import { describe, expect, it } from 'vitest'
import { cellPlace, gridFor, paintHeat } from '../../../src/renderer/network/heat'

describe('the grid of a strip', () => {
  it.each([
    [64, { columns: 8, rows: 8 }],
    [784, { columns: 28, rows: 28 }],
    [25, { columns: 5, rows: 5 }],
    [128, { columns: 14, rows: 10 }],
    [13, { columns: 5, rows: 3 }],
    [3, { columns: 3, rows: 1 }],
    [1, { columns: 1, rows: 1 }],
  ])('of %d units', (units, grid) => {
    expect(gridFor(units)).toEqual(grid)
  })

  it('has room for every unit and no empty row', () => {
    for (let units = 1; units <= 3000; units++) {
      const { columns, rows } = gridFor(units)
      expect(columns * rows).toBeGreaterThanOrEqual(units)
      expect(columns * (rows - 1)).toBeLessThan(units)
    }
  })
})

/** The colours of the cells, row after row. */
function paint(values: readonly number[], known = values.length): string[] {
  const grid = { columns: 2, rows: 2 }
  const data = new Uint8ClampedArray(16)
  const context = {
    createImageData: (width: number, height: number) => ({ width, height, data }),
    putImageData: () => undefined,
  }
  paintHeat(
    context as unknown as CanvasRenderingContext2D,
    Float32Array.from(values),
    known,
    grid,
    '#ffffff',
    '#204060',
  )
  return [0, 1, 2, 3].map((cell) => [...data.subarray(4 * cell, 4 * cell + 4)].join(' '))
}

describe('the picture of a strip', () => {
  it('is bare where nothing has been computed yet, and that counts for nothing', () => {
    expect(paint([0, -4, 8, 2], 2)).toEqual(['255 255 255 255', '32 64 96 255', '0 0 0 0', '0 0 0 0'])
  })

  it('marks the place of a unit', () => {
    expect(cellPlace(9, { columns: 4, rows: 5 })).toEqual({ left: '25%', top: '40%', width: '25%', height: '20%' })
  })

  it('is paper for 0 and the full colour for the largest magnitude, whatever its sign', () => {
    expect(paint([0, -4, 4, 2])).toEqual(['255 255 255 255', '32 64 96 255', '32 64 96 255', '144 160 176 255'])
  })

  it('is paper where nothing is large, and leaves cells without a unit clear', () => {
    expect(paint([0, 0, 0])).toEqual(['255 255 255 255', '255 255 255 255', '255 255 255 255', '0 0 0 0'])
  })

  it('still shows the finite numbers beside one that is none', () => {
    expect(paint([NaN, Infinity, 1, 0])).toEqual([
      '255 255 255 255',
      '255 255 255 255',
      '32 64 96 255',
      '255 255 255 255',
    ])
  })
})
