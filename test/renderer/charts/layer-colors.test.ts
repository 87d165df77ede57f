import { describe, expect, it } from 'vitest'
import { layerColor, oklchToHex, translucent, unitColor } from '../../../src/renderer/charts/layer-colors'

describe('colours of units', () => {
  it.each([
    // The corners of sRGB in OKLCH, as CSS Color 4 gives them.
    [1, 0, 0, '#ffffff'],
    [0, 0, 0, '#000000'],
    [0.62796, 0.25768, 29.234, '#ff0000'],
    [0.45201, 0.31321, 264.052, '#0000ff'],
    [0.51975, 0.17686, 142.495, '#008000'],
  ])('OKLCH %d %d %d is %s', (lightness, chroma, hue, hex) => {
    expect(oklchToHex(lightness, chroma, hue)).toBe(hex)
  })

  it.each([true, false])('are different for every unit of a small network (dark: %s)', (dark) => {
    const colors = [4, 3, 2, 1].flatMap((units, layer, all) =>
      Array.from({ length: units }, (_, unit) => unitColor(layer, all.length, unit, units, dark)),
    )
    expect(new Set(colors).size).toBe(10)
    for (const color of colors) expect(color).toMatch(/^#[\da-f]{6}$/)
  })

  it('of a layer is that of its middle, also where there is one layer only', () => {
    expect(layerColor(1, 3, false)).toBe(unitColor(1, 3, 1, 3, false))
    expect(layerColor(0, 1, false)).toBe(layerColor(2, 3, false))
  })

  it('let through', () => {
    expect(translucent('#102030', 0.5)).toBe('#10203080')
    expect(translucent('#102030', 0)).toBe('#10203000')
  })
})
