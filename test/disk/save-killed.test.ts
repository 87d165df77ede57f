import { beforeAll, expect, test } from 'vitest'
import { buildSavingLoop } from '../../scripts/torture/built-saving-loop'
import { killSaves } from '../../scripts/torture/kills'
import { randomFrom } from '../../scripts/torture/random'

let savingLoop: string
beforeAll(async () => {
  savingLoop = await buildSavingLoop()
}, 60_000)

test.each([100, 100_000, 4_000_000])(
  'a file of %d bytes is whole whenever its writer is killed',
  { timeout: 60_000 },
  async (size) => {
    expect(await killSaves(savingLoop, size, 10, randomFrom(size))).toMatchObject({ tried: 10, broken: [] })
  },
)
