/** Electron's window, in a process of its own that ends with this one. */
import { messages } from '../src/shared/messages'
import { root } from './built-lab'
import { startChild } from './children'

/** An Electron that ends badly within this time never had a window, in milliseconds. */
const OPENING = 15_000
/** Chromium's own log lines: noise about the machine, which nobody can act on. */
const CHROMIUM_LOG = /^\[\d+:\d{4}\/\d{6}\.\d+:[A-Z]+:/

export type WindowEnd =
  /** The user closed it, or a signal did. */
  | { readonly kind: 'closed' }
  /** It never opened: libraries are missing, or there is no display after all. */
  | { readonly kind: 'never-opened'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly code: number | null }

export function openWindow(binary: string, stopping: () => boolean): Promise<WindowEnd> {
  const isRoot = process.getuid?.() === 0
  const started = Date.now()
  return new Promise((resolve) => {
    // Chromium refuses to run as root with its system sandbox.
    const child = startChild(binary, isRoot ? [root, '--no-sandbox'] : [root], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    let complaints = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (!line.trim()) continue
        complaints += `${line}\n`
        if (!CHROMIUM_LOG.test(line) && Date.now() - started > OPENING) console.error(line)
      }
    })
    child.once('error', (error) => resolve({ kind: 'never-opened', reason: error.message }))
    child.once('close', (code) => {
      if (code === 0 || stopping()) resolve({ kind: 'closed' })
      else if (Date.now() - started < OPENING) resolve({ kind: 'never-opened', reason: reasonIn(complaints, code) })
      else resolve({ kind: 'crashed', code })
    })
  })
}

function reasonIn(complaints: string, code: number | null): string {
  const telling = /(error while loading shared libraries: \S+|Missing X server or \$DISPLAY)/.exec(complaints)
  return telling?.[0] ?? messages.start.endedAtOnce(code)
}
