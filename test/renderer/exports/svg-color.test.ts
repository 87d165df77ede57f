/** Colours of the page, as readers of SVG 1.1 take them. */
import { describe, expect, it } from 'vitest'
import { svgColor } from '../../../src/renderer/exports/svg-color'

describe('a colour in SVG', () => {
  it.each([
    ['#1b2029', '#1b2029', 1],
    ['#abc', '#aabbcc', 1],
    ['#1b202980', '#1b2029', 128 / 255],
    ['#abc0', '#aabbcc', 0],
    ['rgb(27, 32, 41)', '#1b2029', 1],
    ['rgba(27, 32, 41, 0.35)', '#1b2029', 0.35],
    ['rgb(27 32 41 / 35%)', '#1b2029', 0.35],
    // As Chromium computes color-mix().
    ['color(srgb 1 0.5 0 / 0.35)', '#ff8000', 0.35],
    ['color(srgb 1.2 -0.01 4e-7)', '#ff0000', 1],
  ])('%s', (css, color, opacity) => {
    expect(svgColor(css)).toEqual({ color, opacity })
  })

  it('is none where it is clear, and left as it is where it has a name', () => {
    expect(svgColor('transparent').color).toBe('none')
    expect(svgColor('white')).toEqual({ color: 'white', opacity: 1 })
  })
})
