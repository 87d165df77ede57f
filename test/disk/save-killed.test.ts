import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { saveWhole, sweepTempFiles } from '../../src/disk/save-whole'
import { emptyFolder } from '../main/start-lab'

const savingLoop = fileURLToPath(new URL('saving-loop.ts', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

/** Kills a process that saves, some time after its first save. */
async function killWhileSaving(path: string, size: number, delay: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', savingLoop, path, String(size)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  await new Promise((done) => setTimeout(done, delay))
  child.kill('SIGKILL')
  await ended
}

test.each([100, 100_000, 4_000_000])(
  'a file of %d bytes is whole whenever its writer is killed',
  { timeout: 60_000 },
  async (size) => {
    const folder = emptyFolder()
    const path = join(folder, 'experiment.dlab')
    for (let kill = 0; kill < 7; kill++) {
      await killWhileSaving(path, size, kill * 3.1)
      const bytes = readFileSync(path)
      expect(bytes.length).toBe(size)
      expect(bytes.every((byte) => byte === bytes[0])).toBe(true)
    }

    await sweepTempFiles(path)
    await saveWhole(path, Uint8Array.of(1))
    expect(readdirSync(folder)).toEqual(['experiment.dlab'])
  },
)
