/**
 * Compiles the AssemblyScript kernels to `src/worker/engine/kernels.wasm` (never committed), and does so by itself
 * wherever Vite or Vitest starts.
 */
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import type { Plugin } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = join(root, 'src/worker/engine/kernels')
const output = join(root, 'src/worker/engine/kernels.wasm')

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function isFresh(): boolean {
  const newestSource = Math.max(...readdirSync(sources).map((name) => modified(join(sources, name))))
  return modified(output) > newestSource
}

/** Compiles where a source is newer than the module. */
export async function buildKernels(): Promise<void> {
  if (isFresh()) return
  await compileKernelSources(sources, output)
}

/** Compiles the kernels of a folder. Throws with the compiler's own message. */
export async function compileKernelSources(folder: string, to: string, optimizeLevel = 3): Promise<void> {
  mkdirSync(dirname(to), { recursive: true })
  const { error, stderr } = await asc.main([
    join(folder, 'index.ts'),
    '--outFile',
    to,
    '--optimizeLevel',
    String(optimizeLevel),
    '--enable',
    'simd',
    '--runtime',
    'stub',
    '--noAssert',
  ])
  if (error) throw new Error(`The kernels don't compile:\n${stderr.toString()}`)
}

export function kernels(): Plugin {
  return { name: 'delta-lab:kernels', buildStart: buildKernels }
}
