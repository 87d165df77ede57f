/**
 * Backpropagation of one example as a walk: the inputs, forward unit by unit, the cost, backward unit by unit (each
 * hidden δ in two stages: the weighted sum, then the gate g′), the gradients, the update. Steps are counted rather than
 * listed, so that a network of thousands of units has a walk too.
 */
import { firstUnitOf, type NetworkSpec } from '../../../shared/network'

export type Step =
  | { readonly kind: 'inputs' }
  /** z and a of a unit. */
  | { readonly kind: 'forward'; readonly layer: number; readonly unit: number }
  | { readonly kind: 'cost' }
  | { readonly kind: 'delta'; readonly stage: 'output' | 'sum' | 'gate'; readonly layer: number; readonly unit: number }
  /** ∂cost(i)/∂Θ of all weights that lead to a unit, and what the update makes of them. */
  | { readonly kind: 'gradient' | 'update'; readonly layer: number; readonly unit: number }

export const PHASES = ['inputs', 'forward', 'cost', 'backward', 'gradient', 'update'] as const
export type PhaseName = (typeof PHASES)[number]

export interface Phase {
  readonly name: PhaseName
  /** Index of its first step. */
  readonly start: number
  readonly length: number
}

interface Counts {
  readonly computed: number
  readonly outputs: number
  readonly hidden: number
}

function countsOf(network: NetworkSpec): Counts {
  const outputs = network.layers.at(-1)?.units ?? 0
  const computed = network.layers.reduce((total, { units }) => total + units, 0)
  return { computed, outputs, hidden: computed - outputs }
}

export function phasesOf(network: NetworkSpec): readonly Phase[] {
  const { computed, outputs, hidden } = countsOf(network)
  const lengths: Readonly<Record<PhaseName, number>> = {
    inputs: 1,
    forward: computed,
    cost: 1,
    backward: outputs + 2 * hidden,
    gradient: computed,
    update: computed,
  }
  let start = 0
  return PHASES.map((name) => {
    const phase = { name, start, length: lengths[name] }
    start += phase.length
    return phase
  })
}

export function stepCount(network: NetworkSpec): number {
  return phasesOf(network).reduce((total, { length }) => total + length, 0)
}

export function phaseAt(network: NetworkSpec, index: number): Phase {
  const phase = phasesOf(network).findLast(({ start }) => start <= index)
  if (!phase) throw new RangeError(`There is no step ${index}`)
  return phase
}

export function stepAt(network: NetworkSpec, index: number): Step {
  const { name, start, length } = phaseAt(network, index)
  const within = index - start
  if (within < 0 || within >= length) throw new RangeError(`There is no step ${index}`)
  switch (name) {
    case 'inputs':
    case 'cost':
      return { kind: name }
    case 'forward':
    case 'gradient':
    case 'update':
      return { kind: name, ...unitAt(network, within) }
    case 'backward':
      return deltaStepAt(network, within)
  }
}

function unitAt(network: NetworkSpec, flat: number): { layer: number; unit: number } {
  let layer = 2
  let unit = flat
  for (const { units } of network.layers) {
    if (unit < units) break
    unit -= units
    layer++
  }
  return { layer, unit }
}

/** Outputs first, then layer by layer to the left; within a layer from the top. */
function deltaStepAt(network: NetworkSpec, within: number): Step {
  const { outputs } = countsOf(network)
  const last = network.layers.length + 1
  if (within < outputs) return { kind: 'delta', stage: 'output', layer: last, unit: within }
  let rest = within - outputs
  for (let layer = last - 1; layer >= 2; layer--) {
    const units = network.layers[layer - 2]?.units ?? 0
    if (rest < 2 * units) {
      return { kind: 'delta', stage: rest % 2 === 0 ? 'sum' : 'gate', layer, unit: (rest - (rest % 2)) / 2 }
    }
    rest -= 2 * units
  }
  throw new RangeError('There is no such step back')
}

export function indexOfStep(network: NetworkSpec, step: Step): number {
  const start = (name: PhaseName): number => phasesOf(network).find((phase) => phase.name === name)?.start ?? 0
  switch (step.kind) {
    case 'inputs':
    case 'cost':
      return start(step.kind)
    case 'forward':
    case 'gradient':
    case 'update':
      return start(step.kind) + firstUnitOf(network, step.layer) + step.unit
    case 'delta': {
      if (step.stage === 'output') return start('backward') + step.unit
      const { outputs } = countsOf(network)
      // Hidden layers to the right of this one come before it.
      const right = network.layers.slice(step.layer - 1, -1).reduce((total, { units }) => total + units, 0)
      return start('backward') + outputs + 2 * (right + step.unit) + (step.stage === 'gate' ? 1 : 0)
    }
  }
}

export type Quantity = 'a' | 'z' | 'sum' | 'delta' | 'gradient' | 'updated'

/** The step that computes a quantity of a unit; from there on it is known. */
export function stepThatComputes(network: NetworkSpec, quantity: Quantity, layer: number, unit: number): Step {
  const isOutput = layer === network.layers.length + 1
  switch (quantity) {
    case 'a':
    case 'z':
      return layer === 1 ? { kind: 'inputs' } : { kind: 'forward', layer, unit }
    case 'sum':
      return { kind: 'delta', stage: isOutput ? 'output' : 'sum', layer, unit }
    case 'delta':
      return { kind: 'delta', stage: isOutput ? 'output' : 'gate', layer, unit }
    case 'gradient':
      return { kind: 'gradient', layer, unit }
    case 'updated':
      return { kind: 'update', layer, unit }
  }
}
