/** The saving process as one plain file, since a process that has to compile first starts ten times as slowly. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const NAME = 'saving-loop.mjs'

/** Resolves to the file's path, in a folder of its own. */
export async function buildSavingLoop(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'delta-lab-torture-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: 'scripts/torture/saving-loop.ts',
      target: 'node20',
      outDir,
      rollupOptions: { output: { entryFileNames: NAME } },
    },
  })
  return join(outDir, NAME)
}
