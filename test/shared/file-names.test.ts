/** Names of experiments as names of files. */
import { describe, expect, it } from 'vitest'
import { fileStem } from '../../src/shared/file-names'

describe('the stem of a file', () => {
  it.each([
    ['The lecture’s network', 'The lectures network'],
    ["Ann's 2nd try", 'Anns 2nd try'],
    ['a/b\\c: d?', 'a-b-c- d'],
    ['../..', 'experiment'],
    ['Übung 3.1_b', 'Übung 3.1_b'],
    ['’', 'experiment'],
  ])('%s', (name, stem) => {
    expect(fileStem(name)).toBe(stem)
  })
})
