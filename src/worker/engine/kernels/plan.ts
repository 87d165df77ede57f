/**
 * Where everything lies. `memory-plan.ts` decides the places and writes them here; kernels only read them.
 * One instance of the module serves one model, so the plan of the model is a set of globals.
 */

// The codes of src/worker/engine/kernels-module.ts, in the order of the lists in src/shared.
export const SIGMOID: u32 = 0
export const TANH: u32 = 1
export const RELU: u32 = 2
export const LEAKY_RELU: u32 = 3
export const LINEAR: u32 = 4
export const SOFTMAX: u32 = 5

export const CROSS_ENTROPY: u32 = 0
export const SQUARED_ERROR: u32 = 1

/**
 * One computing layer, as one tile uses it. `batch` is the tile's number of examples, padded to a multiple of 4, so
 * that examples lie side by side in the lanes; or exactly 1, and then units do.
 */
@unmanaged
export class Layer {
  inputs: u32
  units: u32
  activation: u32
  theta: usize // [units, 1 + inputs]
  dtheta: usize // [units, 1 + inputs]: ∂J/∂Θ
  x: usize // [1 + inputs, batch]: activations of the layer before; row 0 is the bias unit
  z: usize // [units, batch]
  a: usize // [1 + units, batch]: row 0 is the bias unit
  slope: usize // [units, batch]: g′(z)
  delta: usize // [units, batch]: ∂cost(i)/∂z
  absDelta: usize // f64 [units]: Σ|δ| over the examples trained since the statistics were taken
}

/** Examples that pass through the network together, and the layers with their room for them. */
@unmanaged
export class Tile {
  count: u32
  /** 1 for one example, else `count` padded to a multiple of 4. */
  batch: u32
  layerCount: u32
  layers: usize // Layer[layerCount]
  targets: usize // [outputs, batch]
  maximum: usize // [batch]: of a softmax layer, the largest z of each example
  logSum: usize // [batch]: of a softmax layer, ln Σₖ e^(zₖ − maximum)
}

@inline
export function layerOf(tile: Tile, index: u32): Layer {
  return changetype<Layer>(tile.layers + <usize>index * offsetof<Layer>())
}

@inline
export function outputLayer(tile: Tile): Layer {
  return layerOf(tile, tile.layerCount - 1)
}

/** Training runs in one tile and everything that only looks in the other, so that looking disturbs nothing. */
export let trainingTile: Tile = changetype<Tile>(0)
export let evaluationTile: Tile = changetype<Tile>(0)

export let parameters: u32 = 0
export let theta: usize = 0 // [parameters]
export let gradient: usize = 0 // [parameters]: ∇J
export let inputs: usize = 0 // [examples, inputs]
export let targets: usize = 0 // [examples, outputs]
export let order: usize = 0 // u32 [examples]
export let outputs: usize = 0 // [examples, outputs]
export let cost: u32 = CROSS_ENTROPY
/** Room to work in, see `narrow.ts` and `panels.ts`. */
export let narrow: usize = 0 // f32 [2, layers, 5, 4], f64 [layers, 4]
export let panel: usize = 0 // [tile capacity or 1 + units of the widest layer, 16]
export let panelSums: usize = 0 // [units of the widest layer, 16]
/** Most examples in a tile. A larger batch takes several, which add to one gradient. */
export let tileCapacity: u32 = 0

export function tileBytes(): usize {
  return offsetof<Tile>()
}

export function layerBytes(): usize {
  return offsetof<Layer>()
}

export function firstFreeByte(): usize {
  return __heap_base
}

export function placeModel(
  training: Tile,
  evaluation: Tile,
  capacity: u32,
  parameterCount: u32,
  thetaAt: usize,
  gradientAt: usize,
  narrowAt: usize,
  panelAt: usize,
  panelSumsAt: usize,
  costKind: u32,
): void {
  trainingTile = training
  evaluationTile = evaluation
  tileCapacity = capacity
  parameters = parameterCount
  theta = thetaAt
  gradient = gradientAt
  narrow = narrowAt
  panel = panelAt
  panelSums = panelSumsAt
  cost = costKind
}

export function placeData(inputsAt: usize, targetsAt: usize, orderAt: usize, outputsAt: usize): void {
  inputs = inputsAt
  targets = targetsAt
  order = orderAt
  outputs = outputsAt
}

export function placeTile(
  tile: Tile,
  layers: usize,
  layerCount: u32,
  targetsAt: usize,
  maximum: usize,
  logSum: usize,
): void {
  tile.count = 0
  tile.batch = 0
  tile.layers = layers
  tile.layerCount = layerCount
  tile.targets = targetsAt
  tile.maximum = maximum
  tile.logSum = logSum
}

export function placeLayer(
  tile: Tile,
  index: u32,
  inputCount: u32,
  units: u32,
  activation: u32,
  thetaAt: usize,
  dthetaAt: usize,
  x: usize,
  z: usize,
  a: usize,
  slope: usize,
  delta: usize,
  absDelta: usize,
): void {
  const layer = layerOf(tile, index)
  layer.inputs = inputCount
  layer.units = units
  layer.activation = activation
  layer.theta = thetaAt
  layer.dtheta = dthetaAt
  layer.x = x
  layer.z = z
  layer.a = a
  layer.slope = slope
  layer.delta = delta
  layer.absDelta = absDelta
}
