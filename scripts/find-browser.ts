/**
 * A real Chromium to test in: the one that is named, installed, or Playwright's; else one is installed, as far as this
 * machine allows.
 */
import { chromium, type LaunchOptions } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './built-lab'
import { runQuietly } from './children'
import { findOnPath } from './open-browser'

const minutes = (count: number): number => count * 60_000

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
}

/** What Playwright needs to start the browser. Rejects with one line where there is none and none can be had. */
export async function findBrowser(): Promise<LaunchOptions> {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    const complaint = await complaintOf(named)
    if (complaint !== null) throw new Error(`CHROMIUM_PATH is ${named}, but that does not start: ${complaint}`)
    return launchOptions(named)
  }

  const complaints: string[] = []
  const firstThatStarts = async (): Promise<string | null> => {
    for (const path of installed()) {
      const complaint = await complaintOf(path)
      if (complaint === null) return path
      complaints.push(`${path} does not start: ${complaint}`)
    }
    return null
  }

  let found = await firstThatStarts()
  for (const install of [installFromDebian, installFromPlaywright]) {
    if (found !== null) break
    const complaint = await install()
    if (complaint !== null) complaints.push(complaint)
    else found = await firstThatStarts()
  }
  if (found === null) {
    throw new Error(`No browser to test in: ${complaints.join('; ')}. Install Chromium, or set CHROMIUM_PATH.`)
  }
  return launchOptions(found)
}

function launchOptions(executablePath: string): LaunchOptions {
  return { executablePath, args: ['--disable-background-networking', '--disable-component-update', '--disable-sync'] }
}

function installed(): string[] {
  const { platform, env } = process
  const places = [findOnPath(NAMES, env), ...(PLACES[platform] ?? []), chromium.executablePath()]
  return places.filter((place) => place !== null && existsSync(place)).map(String)
}

/** Starts it and ends it: a browser without its libraries, or a stub that only says how to install it, is none. */
async function complaintOf(executablePath: string): Promise<string | null> {
  if (!existsSync(executablePath)) return 'there is no such file'
  try {
    await (await chromium.launch({ ...launchOptions(executablePath), timeout: 30_000 })).close()
    return null
  } catch (error) {
    const lines = error instanceof Error ? error.message.split('\n') : []
    return (
      lines.find((line) => /error|cannot|missing/i.test(line))?.trim() ?? lines[0] ?? 'for a reason it doesn’t name'
    )
  }
}

/** Debian's package brings the libraries along; Ubuntu's of the same name brings nothing. */
async function installFromDebian(): Promise<string | null> {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  if (process.getuid?.() !== 0 || !/^ID=debian$/m.test(release)) return 'Debian’s package needs root on Debian'
  console.log('Installing Debian’s chromium …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const signal = AbortSignal.timeout(minutes(6))
  const update = await runQuietly('apt-get', ['update', '-q'], { env, signal })
  if (update.code !== 0) return 'apt-get update failed'
  const args = ['install', '-q', '-y', '--no-install-recommends', 'chromium']
  const { code } = await runQuietly('apt-get', args, { env, signal })
  return code === 0 ? null : 'apt-get could not install chromium'
}

async function installFromPlaywright(): Promise<string | null> {
  console.log('Installing Playwright’s chromium …')
  const { code } = await runQuietly(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    { cwd: root, signal: AbortSignal.timeout(minutes(3)) },
  )
  return code === 0 ? null : 'Playwright’s could not be downloaded'
}
