/**
 * npm run bench [-- --quick]: the engine against its peers. They are installed into bench/ on the first run; where one
 * can't be had, it is shown as not here.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './children'

const bench = fileURLToPath(new URL('../bench', import.meta.url))

if (!existsSync(join(bench, 'node_modules'))) {
  console.error('Installing the peers into bench/ …')
  // Their scripts would build native parts that no contender needs.
  const { code, output } = await runQuietly('npm', ['ci', '--ignore-scripts'], { cwd: bench })
  if (code !== 0) console.error(`The peers can’t be installed; the engine runs alone.\n${output}`)
}

const { benchmark } = await import('../bench/index')
await benchmark(process.argv.slice(2))
