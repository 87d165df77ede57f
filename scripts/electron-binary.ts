/**
 * Electron's binary: since Electron 42 no install script brings it, so the first start does, as far as the machine's
 * network allows. A failure is remembered for a while, so that the next start doesn't wait for it again.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { messages } from '../src/shared/messages'
import { runQuietly } from './children'

export interface ElectronPlace {
  /** The package's folder: node_modules/electron. */
  readonly folder: string
  /** For what is remembered, and for the download on its way. */
  readonly cache: string
  readonly env: NodeJS.ProcessEnv
}

/** Gives up once nothing has come for this long, in milliseconds: behind a wall, a download hangs for minutes. */
const PATIENCE = 30_000
/** How long a failed download is remembered, in milliseconds. */
const MEMORY = 12 * 60 * 60 * 1000

/** Where the binary is; `null` where it isn't. Never loads the package, which would start the download by itself. */
export function findElectron({ folder, env }: ElectronPlace): string | null {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const named = join(folder, 'path.txt')
  if (!existsSync(named) && !override) return null
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const binary = join(override ?? join(folder, 'dist'), name)
  return existsSync(binary) ? binary : null
}

/** Downloads it. Resolves to what went wrong, in a few words, or `null`. Never throws, never prints a stack trace. */
export async function installElectron(
  place: ElectronPlace,
  onProgress: (megabytes: number) => void,
  patience = PATIENCE,
): Promise<string | null> {
  const temp = join(place.cache, 'electron-download')
  mkdirSync(temp, { recursive: true })
  const growing = [temp, join(place.folder, 'dist')]
  let size = growing.reduce((total, path) => total + sizeOf(path), 0)
  let quietSince = Date.now()
  const controller = new AbortController()
  const watch = setInterval(
    () => {
      const now = growing.reduce((total, path) => total + sizeOf(path), 0)
      if (now !== size) {
        quietSince = Date.now()
        size = now
        onProgress(Math.round(sizeOf(temp) / 1e6))
      } else if (Date.now() - quietSince > patience) {
        controller.abort()
      }
    },
    Math.min(1000, patience / 4),
  )
  const { code, output } = await runQuietly(process.execPath, [join(place.folder, 'install.js')], {
    env: { ...place.env, TMPDIR: temp, TEMP: temp, TMP: temp, ELECTRON_GET_NO_PROGRESS: '1' },
    signal: controller.signal,
  })
  clearInterval(watch)
  rmSync(temp, { recursive: true, force: true })

  if (controller.signal.aborted) return messages.start.nothingCame(Math.round(patience / 1000))
  if (code === 0 && findElectron(place)) return null
  return firstReason(output)
}

/** `fetch failed`, `Response code 403 (Forbidden)`: the first line of an error, without its stack. */
function firstReason(output: string): string {
  const [, reason] = /^(?:\w*Error: )(.*)$/m.exec(output) ?? []
  return reason?.split(' for http')[0] ?? messages.start.unknownReason
}

function sizeOf(path: string): number {
  try {
    const stat = statSync(path)
    if (!stat.isDirectory()) return stat.size
    return readdirSync(path).reduce((total, name) => total + sizeOf(join(path, name)), 0)
  } catch {
    return 0
  }
}

const memorySchema = v.object({ time: v.number(), reason: v.string() })

function memoryPath({ cache }: ElectronPlace): string {
  return join(cache, 'electron-failed.json')
}

/** Why the download failed not long ago; `null` where it didn't. */
export function rememberedFailure(place: ElectronPlace, now = Date.now()): string | null {
  try {
    const { time, reason } = v.parse(memorySchema, JSON.parse(readFileSync(memoryPath(place), 'utf8')))
    return now - time < MEMORY ? reason : null
  } catch {
    return null
  }
}

export function rememberFailure(place: ElectronPlace, reason: string, now = Date.now()): void {
  mkdirSync(dirname(memoryPath(place)), { recursive: true })
  writeFileSync(memoryPath(place), JSON.stringify({ time: now, reason }))
}

export function forgetFailure(place: ElectronPlace): void {
  rmSync(memoryPath(place), { force: true })
}
