/** Writes a result whole or not at all: a temp file beside it is flushed and renamed over it. */
import { constants } from 'node:fs'
import { access, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { messages } from '../shared/messages'
import { Refusal } from './surroundings'
import { systemReason } from './system-reason'

const text = messages.cli

/** Refuses early what can't be written, rather than after a long training. */
export async function checkTarget(path: string): Promise<void> {
  try {
    const existing = await stat(path).catch(() => null)
    if (existing && !existing.isFile()) throw new Refusal(text.notAFile(path))
    if (existing) await access(path, constants.W_OK)
    await access(dirname(path), constants.W_OK)
  } catch (error) {
    throw refusal(path, error)
  }
}

export async function saveFile(path: string, bytes: Uint8Array): Promise<void> {
  // Renaming over a link would replace the link, not the file that it means.
  const target = await realpath(path).catch(() => path)
  const temp = join(dirname(target), `.${basename(target).slice(0, 200)}.${process.pid}.tmp`)
  try {
    const handle = await open(temp, 'w')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temp, target)
  } catch (error) {
    await rm(temp, { force: true }).catch(() => undefined)
    throw refusal(path, error)
  }
}

function refusal(path: string, error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(text.unwritable(path, systemReason(error)))
}
