/** Forward and backward for one example alone, read out of the evaluation tile, so that training is not disturbed. */
import { computedUnitCount, type NetworkSpec } from '../../shared/network'
import type { ExampleTrace } from '../../shared/trainer'
import type { EngineMemory } from './engine-memory'

/** Every array is a fresh copy. */
export function traceExample(
  { kernels, plan, f32 }: EngineMemory,
  network: NetworkSpec,
  example: number,
): ExampleTrace {
  const cost = kernels.trace(example)
  const tile = plan.evaluationTile
  const computed = computedUnitCount(network)
  const a = new Float32Array(network.inputs + computed)
  const z = new Float32Array(computed)
  const slope = new Float32Array(computed)
  const delta = new Float32Array(computed)
  const gradient = new Float32Array(plan.parameters)

  a.set(f32(tile.x + 4, network.inputs)) // after the bias unit
  let before = f32(tile.x, 1 + network.inputs)
  let unit = 0
  let weight = 0
  network.layers.forEach(({ units, activation }, index) => {
    const layer = tile.layers[index]
    if (!layer) return
    a.set(f32(layer.a + 4, units), network.inputs + unit)
    z.set(f32(layer.z, units), unit)
    if (activation === 'softmax') slope.fill(1, unit, unit + units)
    else slope.set(f32(layer.slope, units), unit)
    const deltaOfLayer = f32(layer.delta, units)
    delta.set(deltaOfLayer, unit)
    // ∂cost(i)/∂Θⱼᵢ = δⱼaᵢ, with a₀ = 1 for the bias unit
    for (const d of deltaOfLayer) for (const source of before) gradient[weight++] = d * source
    before = f32(layer.a, 1 + units)
    unit += units
  })

  return {
    example,
    a,
    z,
    slope,
    delta,
    gradient,
    target: f32(tile.targets, network.layers.at(-1)?.units ?? 0).slice(),
    cost,
  }
}
