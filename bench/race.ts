/** One workload, all contenders: checked first, then measured in turns, so that a slow minute is everybody's. */
import type { Kernels } from '../src/worker/engine/kernels-module'
import { CONTENDERS, TITLES, type ContenderName, type Equivalent } from './contender'
import { checkLearning, type Learning } from './learning'
import { median } from './median'
import { invite, type Opponent } from './opponent'
import type { Workload } from './workloads'

export type Standing =
  | {
      readonly kind: 'measured'
      readonly name: ContenderName
      /** Median of the rounds. */
      readonly samplesPerSecond: number
      readonly rounds: readonly number[]
      readonly equivalent: Equivalent | null
      readonly learning: Learning
    }
  | { readonly kind: 'missing'; readonly name: ContenderName; readonly reason: string }

export type Measured = Extract<Standing, { kind: 'measured' }>

export interface Race {
  readonly workload: Workload
  readonly standings: readonly Standing[]
}

export interface Pace {
  readonly rounds: number
  /** Of each round. */
  readonly seconds: number
}

/** A contender that turns out broken ends the benchmark: its number would mean nothing. One that ends is left out. */
export async function race(kernels: Kernels, workload: Workload, pace: Pace): Promise<Race> {
  const opponents = new Map<ContenderName, Opponent>()
  const missing = new Map<ContenderName, string>()
  const learned = new Map<ContenderName, Learning>()
  const speeds = new Map<ContenderName, number[]>()

  async function unlessItEnds(name: ContenderName, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      missing.set(name, error instanceof Error ? error.message : String(error))
      opponents.get(name)?.leave()
      opponents.delete(name)
    }
  }

  try {
    for (const name of CONTENDERS) {
      const opponent = await invite(name, workload)
      if (typeof opponent === 'string') {
        missing.set(name, opponent)
        continue
      }
      opponents.set(name, opponent)
      await unlessItEnds(name, async () => {
        learned.set(name, await checkLearning(kernels, workload, opponent))
        await opponent.round(pace.seconds) // to warm up
      })
      const learning = learned.get(name)
      if (learning?.kind === 'broken') throw new Error(`${workload.name}: ${TITLES[name]}: ${learning.reason}`)
    }
    for (let turn = 0; turn < pace.rounds; turn++) {
      for (const [name, opponent] of [...opponents]) {
        await unlessItEnds(name, async () => {
          const { examples, seconds } = await opponent.round(pace.seconds)
          speeds.set(name, [...(speeds.get(name) ?? []), examples / seconds])
        })
      }
    }
  } finally {
    for (const opponent of opponents.values()) opponent.leave()
  }

  const standings = CONTENDERS.map((name): Standing => {
    const rounds = speeds.get(name)
    const learning = learned.get(name)
    if (!rounds || !learning || missing.has(name)) return { kind: 'missing', name, reason: missing.get(name) ?? '' }
    const equivalent = opponents.get(name)?.equivalent ?? null
    return { kind: 'measured', name, samplesPerSecond: median(rounds), rounds, equivalent, learning }
  })
  return { workload, standings }
}

export function oursOf({ standings }: Race): Measured {
  const [ours] = standings
  if (ours?.kind !== 'measured') throw new Error('The engine takes part in every race')
  return ours
}

export function fastestPeer({ standings }: Race): Measured | null {
  const peers = standings.slice(1).filter((standing) => standing.kind === 'measured')
  return peers.reduce<Measured | null>(
    (best, peer) => (best && best.samplesPerSecond >= peer.samplesPerSecond ? best : peer),
    null,
  )
}
