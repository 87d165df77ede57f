import { expect, it } from 'vitest'
import { spanOf, timeOf } from '../../../../src/renderer/lab/files/time-of'

const now = new Date(2026, 4, 3, 14, 2).getTime()
const MINUTE = 60_000
const HOUR = 60 * MINUTE

it.each([
  [new Date(2026, 4, 3, 9, 15), /^today 0?9:15/],
  [new Date(2026, 4, 3, 0, 0), /^today /],
  [new Date(2026, 4, 2, 23, 59), /^yesterday /],
  [new Date(2026, 4, 1, 14, 2), /^May 1, 2026, /],
])('%s is said as a person would', (moment, said) => {
  expect(timeOf(moment.getTime(), now)).toMatch(said)
})

it.each([
  [-5, 'moments'],
  [59_000, 'moments'],
  [MINUTE, '1 minute'],
  [3.9 * MINUTE, '3 minutes'],
  [HOUR, '1 hour'],
  [5.5 * HOUR, '5 hours'],
  [24 * HOUR, '1 day'],
  [80 * HOUR, '3 days'],
])('%d milliseconds are %s', (milliseconds, said) => {
  expect(spanOf(milliseconds)).toBe(said)
})
