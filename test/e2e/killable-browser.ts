/** A Chromium with a profile of its own, which can be killed as a crash or a power cut would, and started again. */
import { spawn } from 'node:child_process'
import { chromium, type BrowserContext } from '@playwright/test'

export interface KillableBrowser {
  readonly context: BrowserContext
  /** SIGKILL to the browser and all of its processes. */
  kill(): Promise<void>
}

const FLAGS = [
  '--headless=new',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
]

export async function startKillable(executable: string, profile: string): Promise<KillableBrowser> {
  // A group of its own: all of its processes end at once.
  const child = spawn(executable, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const match = /DevTools listening on (ws:\S+)/.exec(text)
      if (match?.[1]) resolve(match[1])
    })
    void ended.then(() => reject(new Error(`The browser has ended: ${text.slice(-500)}`)))
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const [context] = browser.contexts()
  if (!context) throw new Error('The browser has no context')
  return {
    context,
    async kill() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
      await ended
      await browser.close().catch(() => undefined)
    },
  }
}
