import { expect, test } from 'vitest'
import { killSaves } from '../../scripts/torture/kills'
import { randomFrom } from '../../scripts/torture/random'

test.each([100, 100_000, 4_000_000])(
  'a file of %d bytes is whole whenever its writer is killed',
  { timeout: 60_000 },
  async (size) => {
    expect(await killSaves(size, 6, randomFrom(size))).toMatchObject({ tried: 6, broken: [] })
  },
)
