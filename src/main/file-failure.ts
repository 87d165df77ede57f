/** From what the system says to what the page can explain. */
import type { FileFailure } from '../shared/lab-api'

const FAILURES: Readonly<Record<string, FileFailure>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EROFS: 'read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
  ELOCKED: 'busy',
  EFBIG: 'too-large',
}

/** A failure that the lab itself notices and names. */
export class FileError extends Error {
  constructor(
    readonly failure: FileFailure,
    message: string,
  ) {
    super(message)
  }
}

export interface Failed {
  readonly status: 'failed'
  readonly failure: FileFailure
  readonly detail: string
}

/** The detail of a system's error is its code alone: its message would tell the page a path. */
export function failed(error: unknown): Failed {
  if (error instanceof FileError) return { status: 'failed', failure: error.failure, detail: error.message }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  return { status: 'failed', failure: FAILURES[code] ?? 'failed', detail: code }
}
