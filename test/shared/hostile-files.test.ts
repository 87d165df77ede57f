/** The same files as `npm run torture` opens, and some of its ten thousand damaged ones. */
import { expect, test } from 'vitest'
import { HOSTILE_FILES } from '../../scripts/torture/hostile-files'
import { openDamagedFiles } from '../../scripts/torture/open-damaged'
import { openHostile } from '../../scripts/torture/open-hostile'

test.each(HOSTILE_FILES)('$what', { timeout: 20_000 }, (file) => {
  expect(openHostile(file).broken).toEqual([])
})

test('damaged files open exactly, or are refused with a reason', { timeout: 60_000 }, () => {
  const opened = openDamagedFiles(900, 1)
  for (const { kind, tried, broken } of opened)
    expect({ kind, tried, broken }).toEqual({ kind, tried: 100, broken: [] })
  // Both happen, or nothing would have been tried.
  expect(opened.some(({ opened: count }) => count > 0)).toBe(true)
  expect(opened.every(({ opened: count, tried }) => count < tried)).toBe(true)
})
