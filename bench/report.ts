/** docs/benchmark.md: what was measured, on what, and by which command. */
import { TITLES } from './contender'
import { operationsPerExample } from './flops'
import type { MemoryUse } from './memory'
import { bytes, digits, percent, rate } from './number-format'
import { fastestPeer, oursOf, type Race, type Standing } from './race'
import type { ScalingCurve } from './scaling'
import type { TelemetryCost } from './telemetry-cost'
import { shapeOf } from './workloads'

export interface Results {
  readonly machine: string
  readonly command: string
  readonly pace: string
  readonly races: readonly Race[]
  /** Operations per second. */
  readonly peak: number
  readonly scaling: readonly ScalingCurve[]
  readonly memory: readonly MemoryUse[]
  readonly telemetry: readonly TelemetryCost[]
}

type Row = readonly string[]

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function isOwnWay({ equivalent }: Extract<Standing, { kind: 'measured' }>, { workload }: Race): boolean {
  return equivalent?.batchSize !== workload.batchSize || equivalent.cost !== workload.cost
}

export function speedTable(races: readonly Race[]): string {
  const [first] = races
  const rows = (first?.standings ?? []).map(({ name }) => [
    TITLES[name],
    ...races.map((race) => {
      const standing = race.standings.find((other) => other.name === name)
      if (standing?.kind !== 'measured') return 'not here'
      return `${rate(standing.samplesPerSecond)}${isOwnWay(standing, race) ? ' \\*' : ''}`
    }),
  ])
  return table(['', ...races.map(({ workload }) => workload.name)], rows)
}

export function goalTable(races: readonly Race[], peak: number): string {
  return table(
    ['workload', 'network, batch', 'fastest peer', 'ratio', 'goal', 'GFLOP/s', 'of the peak'],
    races.map((race) => {
      const { workload } = race
      const ours = oursOf(race).samplesPerSecond
      const peer = fastestPeer(race)
      const operations = ours * operationsPerExample(workload.network)
      return [
        workload.name,
        `${shapeOf(workload.network)}, ${workload.batchSize}`,
        peer ? TITLES[peer.name] : 'none here',
        peer ? `${digits(ours / peer.samplesPerSecond)} ×` : '–',
        `${workload.goal} ×`,
        digits(operations / 1e9),
        percent(operations / peak),
      ]
    }),
  )
}

/** Why somebody is not in the table, each reason once. */
function absences(races: readonly Race[]): string[] {
  const reasons = races.flatMap(({ workload, standings }) =>
    standings.flatMap((standing) =>
      standing.kind === 'missing' ? [{ who: `${TITLES[standing.name]} ${standing.reason}`, where: workload.name }] : [],
    ),
  )
  const places = new Map<string, string[]>()
  for (const { who, where } of reasons) places.set(who, [...(places.get(who) ?? []), where])
  return Array.from(places, ([who, where]) => `- ${who} (${where.join(', ')})`)
}

function checks(races: readonly Race[]): string {
  const differences = races.flatMap(({ standings }) =>
    standings.flatMap((standing) =>
      standing.kind === 'measured' && standing.learning.kind === 'same' ? [standing.learning.largestDifference] : [],
    ),
  )
  return Math.max(...differences).toExponential(0)
}

export function report(results: Results): string {
  const { machine, command, pace, races, peak, scaling, memory, telemetry } = results
  const absent = absences(races)
  return `# Benchmark

Whole training, samples per second, one thread: forward, backward and update of plain gradient descent, everybody on the
same network, data, batches and initial weights. Absolute speeds belong to this machine and moment; what can be compared
are the columns.

\`\`\`
${command}
\`\`\`

${machine} ${pace}

${speedTable(races)}

\\* trains the same network in its own way: synaptic and brain.js update after every example, whatever the batch;
ConvNetJS and brain.js know no cross-entropy for sigmoid units and minimise the squared error; synaptic's δ is not quite a
gradient (see \`bench/contenders/synaptic.ts\`).

${absent.length > 0 ? `Not here:\n\n${absent.join('\n')}\n` : ''}
![Samples per second of each contender](images/benchmark-speed.svg)

Before it is measured, each contender is checked: after the same examples its answers must agree with those of the engine
trained the same way (largest difference in this run: ${checks(races)}), and the error must have fallen.

## Against the goals

GFLOP/s counts the products of forward and backward alone. The peak of this machine is ${digits(peak / 1e9)} GFLOP/s: a loop of
independent multiplications and additions in WebAssembly SIMD, without a single access to memory, the best of many short
runs between the others. PyTorch is not bound by it: it has fused multiply-adds and wider vectors, which WebAssembly has
not (relaxed SIMD has, but gives other bits on other machines). That is what decides the last workload, where nearly all
of the time goes into products. On a machine that others use too, ratios move by some tenths between runs.

${goalTable(races, peak)}

## As networks grow

![Samples per second as networks and batches grow](images/benchmark-scaling.svg)

${scaling.map(curveTable).join('\n\n')}

## What live numbers cost

Recording Σ|δ| of every unit and the extremes of the cost, as a share of the throughput. The cost itself is always computed,
since training stops where it is not finite.

${table(
  telemetry.map(({ workload }) => workload.name),
  [telemetry.map(({ share }) => percent(Math.max(0, share)))],
)}

## Memory

Nothing grows with time. A parameter takes 4 bytes for itself, 4 for its gradient, and 4 for each number that the
optimizer keeps; \`whole\` is the memory of the instance without the data: these, the activations of one batch twice over (to
train and to look), and the kernels' own.

${table(
  ['workload', 'optimizer', 'parameters', 'bytes per parameter', 'whole'],
  memory.map(({ workload, optimizer, parameters, bytesPerParameter, bytes: whole }) => [
    workload.name,
    optimizer,
    String(parameters),
    String(bytesPerParameter),
    bytes(whole),
  ]),
)}
`
}

function curveTable({ title, points }: ScalingCurve): string {
  return `${title}\n\n${table(
    ['', ...points.map(({ size }) => String(size))],
    [
      ['samples/s', ...points.map(({ samplesPerSecond }) => rate(samplesPerSecond))],
      ['GFLOP/s', ...points.map(({ operationsPerSecond }) => digits(operationsPerSecond / 1e9))],
    ],
  )}`
}
