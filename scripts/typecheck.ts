/** Checks the types of every thread, several at a time. Fails where one of them does. */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Slowest first, so that no core is left with one of them at the end. Components need Vue's own checker. */
const PROJECTS = [
  { name: 'test', checker: 'vue-tsc/bin/vue-tsc.js' },
  { name: 'renderer', checker: 'vue-tsc/bin/vue-tsc.js' },
  { name: 'bench', checker: 'typescript/bin/tsc' },
  { name: 'cli', checker: 'typescript/bin/tsc' },
  { name: 'worker', checker: 'typescript/bin/tsc' },
  { name: 'main', checker: 'typescript/bin/tsc' },
  { name: 'disk', checker: 'typescript/bin/tsc' },
  { name: 'preload', checker: 'typescript/bin/tsc' },
  { name: 'shared', checker: 'typescript/bin/tsc' },
]

function check({ name, checker }: (typeof PROJECTS)[number]): Promise<boolean> {
  const buildInfo = `node_modules/.cache/types/${name}.tsbuildinfo`
  const flags = ['-p', `tsconfig.${name}.json`, '--incremental', '--tsBuildInfoFile', buildInfo, '--pretty', 'false']
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`node_modules/${checker}`, ...flags], { cwd: root, stdio: 'inherit' })
    child.once('exit', (code) => resolve(code === 0))
  })
}

const waiting = [...PROJECTS]
const failed: string[] = []

async function checkWaiting(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (!(await check(next))) failed.push(next.name)
  }
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), PROJECTS.length) }, checkWaiting))
if (failed.length > 0) {
  console.error(`Types don't agree in: ${failed.join(', ')}`)
  process.exitCode = 1
}
