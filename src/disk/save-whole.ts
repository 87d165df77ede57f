/**
 * Saves a file whole or not at all: a temp file beside it is written, flushed, measured and renamed over it, so that
 * whatever happens on the way, the name always holds all of the old bytes or all of the new ones.
 */
import { createHash, randomBytes } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FileError } from '../shared/host-files'

/** The part of node:fs/promises that a save needs. */
export type FileSystem = Pick<
  typeof nodeFiles,
  'access' | 'open' | 'readdir' | 'realpath' | 'rename' | 'rm' | 'stat' | 'constants'
>

/** Waits before a rename is tried again: on Windows a virus scanner may hold a file for a moment. In milliseconds. */
const RENAME_RETRIES = [20, 80, 200, 400]

/** The old file, if any, keeps its permissions. Rejects with the system's error, or a FileError. */
export async function saveWhole(path: string, bytes: Uint8Array, files: FileSystem = nodeFiles): Promise<void> {
  const target = await followLinks(path, files)
  const mode = await writableMode(target, files)
  const temp = tempPath(target)
  try {
    await writeFlushed(temp, bytes, mode, files)
    await renameWithRetries(temp, target, files)
  } catch (error) {
    await files.rm(temp, { force: true }).catch(() => undefined)
    throw error
  }
  await flushFolder(dirname(target), files)
}

/** Removes what saves of this file left behind when their process was killed. */
export async function sweepTempFiles(path: string, files: FileSystem = nodeFiles): Promise<void> {
  const target = await followLinks(path, files)
  const folder = dirname(target)
  const names = await files.readdir(folder).catch((): string[] => [])
  for (const name of names) {
    if (isStale(name, target)) await files.rm(join(folder, name), { force: true }).catch(() => undefined)
  }
}

/** Renaming over a link would replace the link, not the file that it means. */
async function followLinks(path: string, files: FileSystem): Promise<string> {
  return files.realpath(path).catch(() => path)
}

/** The mode of the file that is there; undefined where there is none. A file that may not be written is refused. */
async function writableMode(target: string, files: FileSystem): Promise<number | undefined> {
  const stat = await files.stat(target).catch(() => null)
  if (!stat) return undefined
  if (!stat.isFile()) throw new FileError('failed', 'not a file')
  await files.access(target, files.constants.W_OK).catch(() => {
    throw new FileError('read-only', 'the file can only be read')
  })
  return stat.mode & 0o777
}

async function writeFlushed(
  temp: string,
  bytes: Uint8Array,
  mode: number | undefined,
  files: FileSystem,
): Promise<void> {
  const file = await files.open(temp, 'wx')
  try {
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, written)
      if (bytesWritten === 0) throw new FileError('disk-full', `${written} of ${bytes.length} bytes were written`)
      written += bytesWritten
    }
    if (mode !== undefined) await file.chmod(mode)
    await file.sync()
    const { size } = await file.stat()
    if (size !== bytes.length) throw new FileError('disk-full', `${size} of ${bytes.length} bytes were written`)
  } finally {
    await file.close()
  }
}

async function renameWithRetries(from: string, to: string, files: FileSystem): Promise<void> {
  for (const wait of [...RENAME_RETRIES, null]) {
    try {
      return await files.rename(from, to)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      if (wait === null || (code !== 'EBUSY' && code !== 'EPERM' && code !== 'EACCES')) throw error
      await pause(wait)
    }
  }
}

/** Makes the rename itself last through a power cut. Windows has no such thing, some network drives refuse it. */
async function flushFolder(folder: string, files: FileSystem): Promise<void> {
  try {
    const handle = await files.open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch {
    // The file is saved and whole; only a power cut in the next seconds could bring the old one back.
  }
}

/** Tells a process of another machine, on a shared drive, from one of ours. */
const MACHINE = hostname()
  .replaceAll(/[^a-zA-Z0-9]/g, '')
  .slice(0, 32)

/** What the names of a target's temp files begin with. Hashed, since the target's own name may be as long as allowed. */
function tempPrefix(target: string): string {
  const hash = createHash('sha256').update(basename(target)).digest('hex').slice(0, 16)
  return `.delta-lab-${hash}-${MACHINE}-`
}

function tempPath(target: string): string {
  return join(dirname(target), `${tempPrefix(target)}${process.pid}-${randomBytes(6).toString('hex')}.tmp`)
}

function isStale(name: string, target: string): boolean {
  const prefix = tempPrefix(target)
  return name.startsWith(prefix) && !isRunning(parseInt(name.slice(prefix.length), 10))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
