/**
 * A process that saves is killed (SIGKILL) at random moments: each time the file is one whole save, never an older one
 * than the last that was reported as done.
 */
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { saveWhole, sweepTempFiles } from '../../src/disk/save-whole'
import { startChild } from '../children'
import type { Finding } from './finding'
import type { Random } from './random'
import { contentOf } from './saved-content'

const NAME = 'experiment.dlab'
/** Processes at once. */
const LANES = 2

/** Kills it at some moment of its saves. Resolves to the last one that was reported as done. */
async function killWhileSaving(
  savingLoop: string,
  path: string,
  size: number,
  first: number,
  random: Random,
): Promise<number> {
  const child = startChild(process.execPath, [savingLoop, path, String(size), String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('The saving process has no output')
  let output = ''
  const closed = once(child, 'close')
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child.stdout, 'data')
  const started = performance.now()
  await once(child.stdout, 'data')
  const pace = performance.now() - started
  await new Promise((done) => setTimeout(done, random.next() * Math.max(3, 2 * pace)))
  child.kill('SIGKILL')
  await closed
  return Number(output.trim().split('\n').at(-1))
}

/** `savingLoop`: the built process, see built-saving-loop.ts. */
export async function killSaves(savingLoop: string, size: number, kills: number, random: Random): Promise<Finding> {
  const broken: string[] = []
  let interrupted = 0
  let started = 0

  async function lane(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'delta-lab-torture-'))
    const path = join(folder, NAME)
    const left = (): string[] => readdirSync(folder).filter((name) => name !== NAME)
    let round = 0
    while (started < kills) {
      const number = ++started
      const reported = await killWhileSaving(savingLoop, path, size, round, random)
      const bytes = readFileSync(path)
      const found = [reported, reported + 1].find((candidate) => bytes.equals(contentOf(candidate, size)))
      if (found === undefined)
        broken.push(`kill ${number}: ${bytes.length} bytes that are neither save ${reported} nor the next`)
      // Each save sweeps what the one before it left.
      if (left().length > 1) broken.push(`kill ${number}: ${left().length} temp files beside it`)
      interrupted += left().length > 0 ? 1 : 0
      round = (found ?? reported) + 1
    }
    await sweepTempFiles(path)
    await saveWhole(path, contentOf(round, size))
    if (left().length > 0) broken.push(`after the next save: ${left().join(', ')}`)
    rmSync(folder, { recursive: true })
  }

  await Promise.all(Array.from({ length: Math.min(LANES, kills) }, lane))
  return {
    what: `kill -9 while ${sizeName(size)} are saved`,
    tried: kills,
    seen: `${interrupted} hit a half-written file; each left the old or the new one, whole`,
    broken,
  }
}

function sizeName(size: number): string {
  if (size >= 1e6) return `${size / 1e6} MB`
  return size >= 1000 ? `${size / 1000} kB` : `${size} bytes`
}
