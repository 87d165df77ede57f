/** The built lab in out/, made again where a source has changed. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './children'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const builtPage = join(root, 'out/renderer')

/** Holds the hash of the sources that out/ was built from. */
const stamp = join(root, 'out/.sources')

const SOURCES = ['src', 'scripts/kernels.ts', 'electron.vite.config.ts', 'vite.renderer.config.ts', 'package-lock.json']
/** Compiled from the sources, on the way. */
const NOT_SOURCES = new Set(['src/worker/engine/kernels.wasm', 'src/cli'])

/** Builds always. Throws what the build says. */
export async function build(): Promise<void> {
  const sources = hashOfSources()
  rmSync(stamp, { force: true })
  const { code, output } = await runQuietly(
    process.execPath,
    ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
    { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
  )
  if (code !== 0) throw new Error(output.trim())
  writeFileSync(stamp, sources)
}

export function isBuilt(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources()
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap(filesUnder)) hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (NOT_SOURCES.has(path)) return []
  if (statSync(join(root, path)).isFile()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`))
}
