/** Disks that fail: injected in every operation of a save, and real ones, where this machine lets us mount them. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { saveWhole, type FileSystem } from '../../src/disk/save-whole'
import { DISK_FAILURES } from './failing-files'
import type { Finding, Skipped } from './finding'
import { contentOf } from './saved-content'

const run = promisify(execFile)
const NAME = 'experiment.dlab'
const OLD = contentOf(0, 50_000)

/** How a save that must fail keeps its promise; empty where it does. */
async function complaints(folder: string, bytes: Uint8Array, named: RegExp, files?: FileSystem): Promise<string[]> {
  const path = join(folder, NAME)
  const said = await saveWhole(path, bytes, files).then(
    () => 'nothing: it reported success',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  return [
    ...(named.test(said) ? [] : [`it said: ${said}`]),
    ...(readFileSync(path).equals(OLD) ? [] : ['the old file has changed']),
    ...(readdirSync(folder).length === 1 ? [] : [`left behind: ${readdirSync(folder).join(', ')}`]),
  ]
}

export async function injectFailures(rounds: number): Promise<Finding> {
  const broken: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'delta-lab-torture-'))
  writeFileSync(join(folder, NAME), OLD)
  for (let round = 0; round < rounds; round++) {
    for (const { what, files, named } of DISK_FAILURES) {
      const found = await complaints(folder, contentOf(round + 1, 60_000), named, files)
      broken.push(...found.map((complaint) => `${what}: ${complaint}`))
    }
  }
  rmSync(folder, { recursive: true })
  return {
    what: 'failed saves, injected',
    tried: rounds * DISK_FAILURES.length,
    seen: `${DISK_FAILURES.length} kinds (EBUSY, EPERM, EIO, ENOSPC, short write …): named, old file untouched`,
    broken,
  }
}

/** A disk of 128 kB that is full, and the same one when it can only be read. */
export async function failOnRealDisks(): Promise<(Finding | Skipped)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'delta-lab-torture-'))
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'delta-lab-torture', disk])
  } catch {
    rmSync(folder, { recursive: true })
    const why = 'a small disk can’t be mounted here (it takes root on Linux)'
    return ['a full disk', 'a disk that can only be read'].map((what) => ({ what, why }))
  }
  try {
    writeFileSync(join(disk, NAME), OLD)
    const full = await complaints(disk, contentOf(1, 300_000), /ENOSPC|bytes were written/)
    await run('mount', ['-o', 'remount,ro', disk])
    const readOnly = await complaints(disk, contentOf(1, 1000), /EROFS|can only be read/)
    const seen = 'named, old file untouched, nothing left behind'
    return [
      { what: 'a full disk (tmpfs of 128 kB)', tried: 1, seen, broken: full },
      { what: 'a disk that can only be read', tried: 1, seen, broken: readOnly },
    ]
  } finally {
    await run('umount', [disk])
    rmSync(folder, { recursive: true })
  }
}
