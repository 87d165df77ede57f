/**
 * npm run --silent lab -- COMMAND FILE [options]: the headless command, built first where it has to be.
 * Files are named from the folder that npm was called in.
 */
import { pathToFileURL } from 'node:url'
import { buildCommand, builtCommand, isBuilt } from './built-cli'

async function start(): Promise<void> {
  try {
    if (!isBuilt()) await buildCommand()
  } catch (error) {
    console.error(`The lab command can’t be built: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
    return
  }
  const { INIT_CWD, npm_lifecycle_event } = process.env
  if (INIT_CWD && npm_lifecycle_event === 'lab') process.chdir(INIT_CWD)
  await import(pathToFileURL(builtCommand).href)
}

await start()
