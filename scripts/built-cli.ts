/** The headless command as one file, out/cli/lab.js, made again where a source has changed. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'out/cli')
export const builtCommand = join(folder, 'lab.js')
/** The sources that it was built from, with their hashes. */
const stamp = join(folder, '.sources.json')
const KERNELS = 'src/worker/engine/kernels'

export function isBuilt(): boolean {
  try {
    readFileSync(builtCommand)
    const sources: unknown = JSON.parse(readFileSync(stamp, 'utf8'))
    if (typeof sources !== 'object' || sources === null) return false
    return Object.entries(sources).every(([path, hash]) => hashOf(path) === hash)
  } catch {
    return false
  }
}

/** Throws what the build says. Several may build at once: each file is put in its place whole. */
export async function buildCommand(): Promise<void> {
  // Only here: they take longer to load than the command takes to run.
  const { build } = await import('vite')
  const { kernels } = await import('./kernels')
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [kernels()],
    assetsInclude: ['**/*.wasm'],
    ssr: { noExternal: true },
    build: {
      ssr: 'src/cli/index.ts',
      target: 'node20',
      write: false,
      rollupOptions: { output: { entryFileNames: 'lab.js', codeSplitting: false } },
    },
  })
  const outputs = [result].flat().flatMap((built) => ('output' in built ? built.output : []))
  const [chunk, ...others] = outputs
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('The command was not built into one file')

  const modules = chunk.moduleIds
    .map((id) =>
      relative(root, id.split('?')[0] ?? id)
        .split(sep)
        .join('/'),
    )
    .filter((path) => path.startsWith('src/') && !path.endsWith('.wasm'))
  const kernelSources = readdirSync(join(root, KERNELS)).map((name) => `${KERNELS}/${name}`)
  const sources = [...modules, ...kernelSources, 'scripts/built-cli.ts', 'scripts/kernels.ts', 'package-lock.json']
  const hashes = Object.fromEntries(sources.map((path) => [path, hashOf(path)]))

  mkdirSync(folder, { recursive: true })
  putInPlace(builtCommand, chunk.code, 0o755)
  putInPlace(stamp, JSON.stringify(hashes), 0o644)
}

function hashOf(path: string): string {
  return createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex')
}

function putInPlace(path: string, content: string, mode: number): void {
  const temp = `${path}.${process.pid}.tmp`
  writeFileSync(temp, content, { mode })
  renameSync(temp, path)
}
