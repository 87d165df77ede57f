/** Shows an address in the user's own browser. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { startChild } from './children'

type Environment = NodeJS.ProcessEnv

/** The first of these programs that PATH knows. */
export function findOnPath(names: readonly string[], env: Environment): string | null {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of names) {
    for (const folder of folders) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return null
}

export function hasDisplay(platform: NodeJS.Platform, env: Environment): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/** The command that shows an address in the user's browser; `null` where there is none, or none is wanted. */
export function browserCommand(platform: NodeJS.Platform, env: Environment): readonly string[] | null {
  const wanted = env['BROWSER']
  if (wanted === 'none' || !hasDisplay(platform, env)) return null
  if (wanted) return [wanted]
  if (platform === 'darwin') return ['open']
  // `start` takes its first quoted argument for a title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""']
  const found =
    findOnPath(['xdg-open', 'wslview'], env) ??
    env['CHROMIUM_PATH'] ??
    findOnPath(['chromium', 'google-chrome', 'firefox', 'x-www-browser'], env)
  return found === null ? null : [found]
}

/** Shows the address; a browser that doesn't start is no failure, since the address is printed too. */
export function openInBrowser([command = '', ...args]: readonly string[], address: string): void {
  const child = startChild(command, [...args, address], { detached: true, stdio: 'ignore' })
  child.once('error', () => undefined)
  child.unref()
}
