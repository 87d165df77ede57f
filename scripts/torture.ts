/**
 * npm run torture [-- --short] [-- --seed N]: what the lab promises about files, disks and deaths, tried until it breaks.
 * Prints a table; exits with 1 where a promise broke. docs/safety.md says what each line means.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { root } from './built-lab'
import { runQuietly, signalChildren } from './children'
import { buildKernels } from './kernels'
import { buildSavingLoop } from './torture/built-saving-loop'
import { failOnRealDisks, injectFailures } from './torture/disks'
import { heading, line, skippedLine, type Finding, type Skipped } from './torture/finding'
import { killSaves } from './torture/kills'
import { randomFrom } from './torture/random'
import { killWorkers } from './torture/worker-deaths'

/** Megabytes that opening hostile files may use in all, Vite and the engine included. */
const HEAP = 512

const LONG = { kills: 200, injections: 20, damaged: 10_000, deaths: 20, sequences: 500 }
const SHORT = { kills: 5, injections: 1, damaged: 900, deaths: 1, sequences: 20 }

const { values } = parseArgs({ options: { short: { type: 'boolean' }, seed: { type: 'string' } } })
const counts = values.short ? SHORT : LONG
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000))
let broken = 0

function tell(finding: Finding | Skipped): void {
  if ('why' in finding) return console.log(skippedLine(finding))
  broken += finding.broken.length
  console.log(line(finding))
}

const findingSchema = v.object({ what: v.string(), tried: v.number(), seen: v.string(), broken: v.array(v.string()) })
const child = fileURLToPath(new URL('torture/child.ts', import.meta.url))

/** A part that takes memory or the processor for long, in a process of its own. */
async function runPart(part: string, count: number): Promise<void> {
  const args = [`--max-old-space-size=${HEAP}`, '--import', 'tsx', child, part, String(count), String(seed)]
  const { code, output } = await runQuietly(process.execPath, args, { cwd: root })
  const lines = output.split('\n').filter((text) => text.startsWith('{'))
  for (const text of lines) tell(v.parse(findingSchema, JSON.parse(text)))
  if (code !== 0) tell({ what: part, tried: 1, seen: 'its process ended', broken: [output.trim().slice(-400)] })
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    signalChildren('SIGTERM')
    process.exit(1)
  })
}

await buildKernels()
console.log(`seed ${seed}${values.short ? ', short' : ''}`)

console.log(heading('A save is whole or not at all'))
const savingLoop = await buildSavingLoop()
for (const size of [100, 100_000, 4_000_000])
  tell(await killSaves(savingLoop, size, counts.kills, randomFrom(seed + size)))
tell(await injectFailures(counts.injections))
for (const finding of await failOnRealDisks()) tell(finding)

console.log(heading('Loading is safe'))
await runPart('hostile', 0)
await runPart('damaged', counts.damaged)

console.log(heading('Nothing is lost'))
await runPart('divergences', 0)
await runPart('actions', counts.sequences)
await killWorkers(counts.deaths, tell)

console.log(broken === 0 ? '\nEvery promise was kept.' : `\n${broken} broken.`)
process.exit(broken === 0 ? 0 : 1)
