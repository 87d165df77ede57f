/**
 * Backpropagation with an object for each unit and each weight, as the TensorFlow Playground trains: one example at a
 * time through linked objects, derivatives summed up in each of them, an update with their mean after every batch.
 * Written from the formulas alone: aⱼ = g(zⱼ), zⱼ = θⱼ₀ + Σᵢ θⱼᵢaᵢ; δⱼ = g′(zⱼ)·Σₖ θₖⱼδₖ; ∂cost/∂θⱼᵢ = δⱼaᵢ.
 */
import type { Activation, Cost, NetworkSpec } from '../src/shared/network'

interface Link {
  readonly from: Unit
  readonly to: Unit
  weight: number
  /** Σ ∂cost(i)/∂weight since the last update. */
  slopeSum: number
}

interface Unit {
  readonly activation: Activation
  readonly inputs: Link[]
  readonly outputs: Link[]
  bias: number
  biasSlopeSum: number
  z: number
  a: number
  /** ∂cost(i)/∂z */
  delta: number
}

/** Layers 1 to L, input units first. */
export type UnitLayers = readonly (readonly Unit[])[]

function newUnit(activation: Activation): Unit {
  return { activation, inputs: [], outputs: [], bias: 0, biasSlopeSum: 0, z: 0, a: 0, delta: 0 }
}

/** theta in the flat order of `thetaBlocks`: a row for each unit, the bias first. */
export function buildUnits({ inputs, layers }: NetworkSpec, theta: ArrayLike<number>): UnitLayers {
  const built: Unit[][] = [Array.from({ length: inputs }, () => newUnit('linear'))]
  let at = 0
  for (const { units, activation } of layers) {
    const before = built.at(-1) ?? []
    const layer = Array.from({ length: units }, () => newUnit(activation))
    for (const unit of layer) {
      unit.bias = theta[at++] ?? 0
      for (const from of before) {
        const link = { from, to: unit, weight: theta[at++] ?? 0, slopeSum: 0 }
        from.outputs.push(link)
        unit.inputs.push(link)
      }
    }
    built.push(layer)
  }
  return built
}

/** Leaves z and a in every unit; x are the inputs [at, …) of the data. */
export function forward(layers: UnitLayers, x: ArrayLike<number>, at: number): void {
  const [inputs = [], ...computing] = layers
  for (let i = 0; i < inputs.length; i++) (inputs[i] as Unit).a = x[at + i] as number
  for (const layer of computing) {
    for (const unit of layer) {
      let z = unit.bias
      for (const link of unit.inputs) z += link.weight * link.from.a
      unit.z = z
      unit.a = activate(unit.activation, z)
    }
    if (layer[0]?.activation === 'softmax') softmax(layer)
  }
}

/** Leaves δ in every unit and adds each weight's slope to its sum; y are the targets [at, …) of the data. */
export function backward(layers: UnitLayers, cost: Cost, y: ArrayLike<number>, at: number): void {
  for (let l = layers.length - 1; l > 0; l--) {
    const layer = layers[l] as readonly Unit[]
    for (let j = 0; j < layer.length; j++) {
      const unit = layer[j] as Unit
      if (l === layers.length - 1) {
        const error = unit.a - (y[at + j] as number)
        unit.delta = cost === 'cross-entropy' ? error : error * slope(unit)
      } else {
        let sum = 0
        for (const link of unit.outputs) sum += link.weight * link.to.delta
        unit.delta = sum * slope(unit)
      }
      unit.biasSlopeSum += unit.delta
      for (const link of unit.inputs) link.slopeSum += unit.delta * link.from.a
    }
  }
}

/** θ ← θ − α·(Σ slopes)/count, and the sums start anew. */
export function update(layers: UnitLayers, learningRate: number, count: number): void {
  const step = learningRate / count
  for (const layer of layers) {
    for (const unit of layer) {
      unit.bias -= step * unit.biasSlopeSum
      unit.biasSlopeSum = 0
      for (const link of unit.inputs) {
        link.weight -= step * link.slopeSum
        link.slopeSum = 0
      }
    }
  }
}

/** Σ ∂cost(i)/∂θ in the flat order of `thetaBlocks`. */
export function slopeSums([, ...computing]: UnitLayers): number[] {
  return computing.flatMap((layer) =>
    layer.flatMap((unit) => [unit.biasSlopeSum, ...unit.inputs.map((link) => link.slopeSum)]),
  )
}

function activate(activation: Activation, z: number): number {
  switch (activation) {
    case 'sigmoid':
      return 1 / (1 + Math.exp(-z))
    case 'tanh':
      return Math.tanh(z)
    case 'relu':
      return z > 0 ? z : 0
    case 'leaky-relu':
      return z > 0 ? z : 0.01 * z
    case 'linear':
    case 'softmax':
      return z
  }
}

function slope({ activation, z, a }: Unit): number {
  switch (activation) {
    case 'sigmoid':
      return a * (1 - a)
    case 'tanh':
      return 1 - a * a
    case 'relu':
      return z > 0 ? 1 : 0
    case 'leaky-relu':
      return z > 0 ? 1 : 0.01
    case 'linear':
    case 'softmax': // only together with cross-entropy, which needs none
      return 1
  }
}

function softmax(layer: readonly Unit[]): void {
  let largest = -Infinity
  for (const { z } of layer) largest = Math.max(largest, z)
  let sum = 0
  for (const unit of layer) sum += unit.a = Math.exp(unit.z - largest)
  for (const unit of layer) unit.a /= sum
}
