/** The whole benchmark. `--quick`: short rounds, a table on the terminal, nothing written. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { buildKernels } from '../scripts/kernels'
import { scalingChart, speedChart } from './chart'
import { loadKernels } from './contenders/delta-lab'
import { measureMemory } from './memory'
import { digits, percent } from './number-format'
import { createPeakLoop } from './peak'
import { race, type Pace, type Race } from './race'
import { goalTable, report, speedTable } from './report'
import { measureScaling } from './scaling'
import { measureTelemetryCost } from './telemetry-cost'
import { WORKLOADS } from './workloads'

const docs = (path: string): string => fileURLToPath(new URL(`../docs/${path}`, import.meta.url))

const FULL: Pace = { rounds: 5, seconds: 1 }
const QUICK: Pace = { rounds: 3, seconds: 0.2 }

function describeMachine(): string {
  const processors = cpus()
  return `${processors[0]?.model.trim() ?? 'Unknown processor'}, ${processors.length} cores; Node ${process.versions.node}, V8 ${process.versions.v8}.`
}

export async function benchmark(words: readonly string[]): Promise<void> {
  const isQuick = words.includes('--quick')
  const pace = isQuick ? QUICK : FULL
  const paceText = `Medians of ${pace.rounds} rounds of ${pace.seconds} s each, taken in turns.`
  await buildKernels()
  const kernels = await loadKernels()
  const peakLoop = await createPeakLoop()
  const peaks: number[] = []
  const races: Race[] = []
  for (const workload of WORKLOADS) {
    console.error(`${workload.name} …`)
    for (let run = 0; run < 5; run++) peaks.push(peakLoop.measure())
    races.push(await race(kernels, workload, pace))
  }
  const peak = Math.max(...peaks)
  console.error('telemetry …')
  const telemetry = measureTelemetryCost(kernels, pace)

  const machine = describeMachine()
  console.log([machine, paceText, '', speedTable(races), '', goalTable(races, peak), ''].join('\n'))
  const costs = telemetry.map(({ workload, share }) => `${workload.name} ${percent(share)}`)
  console.log(`Live numbers cost: ${costs.join(', ')}. Peak: ${digits(peak / 1e9)} GFLOP/s.`)
  if (isQuick) return

  console.error('scaling …')
  const scaling = measureScaling(kernels, pace)
  const memory = measureMemory(kernels)
  const command = 'npm run bench'
  const text = report({ machine, command, pace: paceText, races, peak, scaling, memory, telemetry })
  const path = docs('benchmark.md')
  mkdirSync(docs('images'), { recursive: true })
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }))
  writeFileSync(docs('images/benchmark-speed.svg'), speedChart(races))
  writeFileSync(docs('images/benchmark-scaling.svg'), scalingChart(scaling))
  console.log('Written: docs/benchmark.md and its charts.')
}
