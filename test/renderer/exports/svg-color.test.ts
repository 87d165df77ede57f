import { expect, it } from 'vitest'
import { parseColor } from '../../../src/renderer/exports/svg-color'

it.each([
  ['#1b202900', '#1b2029', 0],
  ['#1b2029ff', '#1b2029', 1],
  ['#1b202933', '#1b2029', 0.2],
  ['#1b2029', '#1b2029', 1],
  ['rgb(27, 32, 41)', '#1b2029', 1],
  ['rgba(27, 32, 41, 0.5)', '#1b2029', 0.5],
  ['color(srgb 1 0.2 0 / 0.35)', '#ff3300', 0.35],
  ['color(srgb 1 0.2 0)', '#ff3300', 1],
  ['transparent', '#000000', 0],
  ['red', 'red', 1],
])('%s is %s, of which %d is let through', (color, paint, opacity) => {
  expect(parseColor(color)).toEqual({ paint, opacity })
})
