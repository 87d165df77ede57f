import { messages } from '../shared/messages'

const reasons: Readonly<Record<string, string>> = messages.cli.systemReasons

/** Why a file could not be read or written, in words where the system's code is a known one. Rethrows what it isn't. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) throw error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return reasons[code] ?? error.message
}
