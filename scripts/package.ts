/**
 * npm run package: installers for this system, in dist/. Needs Electron's binary; where it can't be had, one line says
 * so. What follows `--` goes to electron-builder: `npm run package -- --linux deb`.
 */
import { join } from 'node:path'
import { messages } from '../src/shared/messages'
import { build, root } from './built-lab'
import { runQuietly, signalChildren } from './children'
import { findElectron, installElectron, type ElectronPlace } from './electron-binary'
import { drawIcon } from './icon'

const text = messages.package

const place: ElectronPlace = {
  folder: join(root, 'node_modules/electron'),
  cache: join(root, 'node_modules/.cache/delta-lab'),
  env: process.env,
}

/** Throws what is missing, in one line. */
async function makePackages(args: readonly string[]): Promise<void> {
  if (!findElectron(place)) {
    const reason = await installElectron(place, (megabytes) => console.log(messages.start.downloaded(megabytes)))
    if (reason !== null) throw new Error(text.noElectron(reason))
  }
  await build()
  await drawIcon(join(root, 'out/package'))
  const builder = join(root, 'node_modules/electron-builder/cli.js')
  const { code, output } = await runQuietly(process.execPath, [builder, 'build', '--publish', 'never', ...args], {
    cwd: root,
  })
  if (code !== 0) throw new Error(text.failed(firstComplaint(output)))
}

/** electron-builder marks with ⨯ what it ends with. */
function firstComplaint(output: string): string {
  const lines = output.trim().split('\n')
  return (lines.find((line) => line.includes('⨯')) ?? lines.at(-1) ?? '').replace(/^\W+/, '')
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    signalChildren('SIGTERM')
    process.exit(1)
  })
}

try {
  await makePackages(process.argv.slice(2))
  console.log(text.done)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
