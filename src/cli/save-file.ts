/** Where a result goes: refused early where it can't be written, and written whole or not at all. */
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { saveWhole, sweepTempFiles } from '../disk/save-whole'
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
  try {
    await sweepTempFiles(path)
    await saveWhole(path, bytes)
  } catch (error) {
    throw refusal(path, error)
  }
}

function refusal(path: string, error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(text.unwritable(path, systemReason(error)))
}
