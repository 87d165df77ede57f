/** Opens damaged files, as the lab does to the last: each opens exactly, or is refused with a reason, in time. */
import { strFromU8, unzipSync } from 'fflate'
import { isDeepStrictEqual } from 'node:util'
import { decodeDlab, encodeDlab, type SavedExperiment } from '../../src/shared/dlab'
import type { Outcome } from '../../src/shared/experiment'
import { parameterCount } from '../../src/shared/network'
import { loadRun } from '../../src/worker/load-run'
import { kernels } from '../../test/worker/engine/engine'
import { damage, DAMAGE_KINDS, type DamageKind, type Damaged } from './damage'
import { randomFrom } from './random'
import { SAVED_FILES } from './saved-files'
import { startStopwatch } from './stopwatch'

/** Milliseconds that a file may take. */
export const MOST_MILLISECONDS = 2000

export interface OpenedDamaged {
  readonly kind: DamageKind
  readonly tried: number
  readonly opened: number
  /** Milliseconds of the slowest one. */
  readonly slowest: number
  readonly broken: readonly string[]
}

/** `count` files in all, the kinds in turn. Each file has a seed of its own, named where a promise breaks. */
export function openDamagedFiles(count: number, seed: number): readonly OpenedDamaged[] {
  return DAMAGE_KINDS.map((kind, index) => {
    const broken: string[] = []
    let opened = 0
    let slowest = 0
    let tried = 0
    for (let file = index; file < count; file += DAMAGE_KINDS.length) {
      const damaged = damage(SAVED_FILES, kind, randomFrom(seed + file))
      const { complaint, isOpen, milliseconds } = openDamaged(damaged)
      tried++
      if (isOpen) opened++
      slowest = Math.max(slowest, milliseconds)
      if (complaint !== null) broken.push(`seed ${seed + file}: ${complaint}`)
    }
    return { kind, tried, opened, slowest, broken }
  })
}

/** The engine's room for the model is not what is looked at here; very large ones are not made. */
const LARGEST_MODEL = 1_000_000

function openDamaged(damaged: Damaged): { complaint: string | null; isOpen: boolean; milliseconds: number } {
  const elapsed = startStopwatch()
  let outcome: Outcome<SavedExperiment>
  let complaint: string | null = null
  try {
    outcome = decodeDlab(damaged.bytes)
    if (outcome.ok && parameterCount(outcome.value.experiment.network) <= LARGEST_MODEL) {
      const run = loadRun(kernels, { generation: 1, ...outcome.value }, 0)
      if (!run.ok) outcome = run
    }
  } catch (error) {
    return { complaint: `it threw: ${String(error)}`, isOpen: false, milliseconds: elapsed() }
  }
  const milliseconds = elapsed()
  if (milliseconds > MOST_MILLISECONDS) complaint = `it took ${milliseconds.toFixed(0)} ms`
  if (!outcome.ok) {
    const isNamed = outcome.problems.length > 0 && outcome.problems.every(({ message }) => message.length > 5)
    if (!isNamed) complaint = `it was refused without a reason: ${JSON.stringify(outcome.problems)}`
  } else if (!isExact(outcome.value, damaged)) complaint = 'it opened as something else than it holds'
  return { complaint, isOpen: outcome.ok, milliseconds }
}

function isExact(value: SavedExperiment, { bytes, original, checked }: Damaged): boolean {
  if (checked) {
    const before = decodeDlab(original)
    return before.ok && isDeepStrictEqual(value, before.value)
  }
  const saved = encodeDlab(value)
  const again = decodeDlab(saved)
  if (!again.ok || !isDeepStrictEqual(encodeDlab(again.value), saved)) return false
  const parts = unzipSync(bytes)
  const json: unknown = JSON.parse(strFromU8(parts['experiment.json'] ?? new Uint8Array(0)))
  if (!isPartOf(value.experiment, json)) return false
  const weights = parts['weights.safetensors']
  if (!value.checkpoint || !weights) return value.checkpoint === null
  const { theta } = value.checkpoint
  return holds(weights, new Uint8Array(theta.buffer, theta.byteOffset, theta.byteLength))
}

/** Whether all that was read stands in the JSON, with the same values. */
function isPartOf(value: unknown, json: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Object.is(value, json)
  if (typeof json !== 'object' || json === null || Array.isArray(value) !== Array.isArray(json)) return false
  if (Array.isArray(value) && Array.isArray(json) && value.length !== json.length) return false
  return Object.entries(value).every(
    ([key, item]) => Object.hasOwn(json, key) && isPartOf(item, Reflect.get(json, key)),
  )
}

/** All Θ are saved one behind the other, in the order of the experiment. */
function holds(file: Uint8Array, bytes: Uint8Array): boolean {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength).includes(Buffer.from(bytes))
}
