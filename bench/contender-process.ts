/** node --import tsx bench/contender-process.ts NAME: one contender, which follows the orders on standard input. */
import { createInterface } from 'node:readline'
import type { Contender, Contestant } from './contender'
import { fromBase64, type Missing, type Order, type Prepared, type Round, type Trained } from './protocol'
import type { Workload } from './workloads'

/** Milliseconds of training between two looks at the watch, at least. */
const BETWEEN_LOOKS = 2

const name = process.argv[2] ?? ''
let current: { readonly workload: Workload; readonly contestant: Contestant } | null = null
let position = 0
/** Examples of one call. */
let piece = 0

async function prepare(order: Order & { do: 'prepare' }): Promise<Prepared | Missing> {
  try {
    const { contender } = (await import(`./contenders/${name}.ts`)) as { contender: Contender }
    const data = { inputs: fromBase64(order.inputs), targets: fromBase64(order.targets) }
    const contestant = await contender.prepare(order.workload, data, fromBase64(order.theta))
    if (typeof contestant === 'string') return { missing: contestant }
    current = { workload: order.workload, contestant }
    piece = order.workload.batchSize
    return { equivalent: contestant.equivalent }
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { missing: reason.startsWith('Cannot find') ? 'its package is not installed' : reason }
  }
}

function contestantInPlace(): NonNullable<typeof current> {
  if (!current) throw new Error('Nothing has been prepared')
  return current
}

/** Up to the end of the data at most. Returns how many examples. */
function trainOn(count: number): number {
  const { workload, contestant } = contestantInPlace()
  const size = Math.min(count, workload.examples - position)
  contestant.train(position, size)
  position = (position + size) % workload.examples
  return size
}

function train(examples: number): Trained {
  for (let done = 0; done < examples;) done += trainOn(examples - done)
  return { outputs: Array.from(contestantInPlace().contestant.outputs()) }
}

/** In pieces of whole batches, as large as an epoch where that is short. */
function trainFor(seconds: number): Round {
  const startedAt = performance.now()
  let examples = 0
  let now = startedAt
  do {
    const before = now
    examples += trainOn(piece)
    now = performance.now()
    if (now - before < BETWEEN_LOOKS) piece *= 2
  } while (now - startedAt < 1000 * seconds)
  return { examples, seconds: (now - startedAt) / 1000 }
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order
  const answer =
    order.do === 'prepare'
      ? await prepare(order)
      : order.do === 'train'
        ? train(order.examples)
        : trainFor(order.seconds)
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
