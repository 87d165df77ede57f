/**
 * npm start: the lab in Electron's window; where that can't be had, one line says why, and the same lab is served to a
 * browser on this computer. Ctrl-C ends it with all that it started.
 */
import { join } from 'node:path'
import { readSite } from '../src/main/site'
import { messages } from '../src/shared/messages'
import { browserCommand, hasDisplay, openInBrowser } from './open-browser'
import { build, builtPage, isBuilt, root } from './built-lab'
import { signalChildren } from './children'
import {
  findElectron,
  forgetFailure,
  installElectron,
  rememberedFailure,
  rememberFailure,
  type ElectronPlace,
} from './electron-binary'
import { openWindow } from './electron-window'
import { serve } from './serve'

/** A browser keeps what the user stores by address, so the port is always the same where it can be. */
const PORT = 7431

const { env, platform } = process
const texts = messages.start
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)

/** A function, since a signal may come while anything is waited for. */
function isStopping(): boolean {
  return stopping
}

/** Electron may ask about unsaved changes first; a second Ctrl-C doesn't. */
function stop(): void {
  const stillRunning = signalChildren(stopping ? 'SIGKILL' : 'SIGTERM')
  stopping = true
  if (stillRunning === 0) process.exit(0)
  setTimeout(() => console.log(texts.stillOpen), 2000).unref()
}

/**
 * A signal to npm ends its shell, which passes nothing on: whatever npm has started must notice by itself, or it would
 * serve for ever.
 */
function stopWithNpm(): void {
  if (!env['npm_lifecycle_event']) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent && !stopping) stop()
  }, 250).unref()
}

/** Resolves to why there is no window, once that is sure; to `null` once the window has been closed. */
async function runInElectron(): Promise<string | null> {
  const wanted = env['DELTA_LAB_HOST']
  if (wanted === 'browser') return texts.browserWanted
  if (!hasDisplay(platform, env)) return texts.noDisplay

  const place: ElectronPlace = {
    folder: join(root, 'node_modules/electron'),
    cache: join(root, 'node_modules/.cache/delta-lab'),
    env,
  }
  if (!findElectron(place)) {
    const remembered = wanted === 'electron' ? null : rememberedFailure(place)
    if (remembered !== null) return texts.downloadFailedBefore(remembered)
    console.log(texts.downloading)
    const reason = await installElectron(place, (megabytes) => console.log(texts.downloaded(megabytes)))
    if (isStopping()) return null
    if (reason !== null) {
      rememberFailure(place, reason)
      return texts.downloadFailed(reason)
    }
    forgetFailure(place)
  }

  const binary = findElectron(place)
  if (binary === null) return texts.unknownReason
  const end = await openWindow(binary, isStopping)
  if (end.kind === 'never-opened') return end.reason
  if (end.kind === 'crashed') {
    console.error(texts.crashed(end.code))
    process.exitCode = 1
  }
  return null
}

/** Throws where it is no port that a browser could be sent to. */
function portFrom(wanted: string | undefined): number {
  if (wanted === undefined) return PORT
  const port = Number(wanted)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(texts.badPort(wanted))
  return port
}

async function runInBrowser(): Promise<void> {
  const firstPort = portFrom(env['DELTA_LAB_PORT'])
  const server = await serve(readSite(builtPage), firstPort)
  if (server.port !== firstPort) console.log(texts.portTaken(firstPort, server.port))
  console.log(texts.address(server.url))
  const command = browserCommand(platform, env)
  if (command) openInBrowser(command, server.url)
}

async function start(): Promise<void> {
  if (!isBuilt()) {
    console.log(texts.building)
    await build()
  }
  if (isStopping()) return
  const noWindow = await runInElectron()
  if (noWindow === null || isStopping()) return
  console.log(texts.noWindow(noWindow))
  await runInBrowser()
}

stopWithNpm()
try {
  await start()
} catch (error) {
  if (!isStopping()) {
    console.error(texts.failed(error instanceof Error ? error.message : String(error)))
    process.exitCode = 1
  }
}
