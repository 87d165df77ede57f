/** Loads a module as the tests do: Vite brings the data that the engine imports as text, which Node alone can't. */
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

export async function load<Module>(path: string): Promise<Module> {
  const { module } = await runnerImport<Module>(`${root}/scripts/torture/${path}`, {
    root,
    configFile: false,
    logLevel: 'error',
  })
  return module
}
