import { thetaBlocks, type NetworkSpec } from '../../shared/network'

/** Where a weight stands: the layer it leads from, and its row and column as on screen (column 0: the bias unit). */
export interface WeightPlace {
  readonly layer: number
  readonly row: number
  readonly column: number
}

/** Of a weight by its index in the flat order of `thetaBlocks`. */
export function placeOfWeight(network: NetworkSpec, weight: number): WeightPlace {
  const blocks = thetaBlocks(network)
  const index = blocks.findLastIndex(({ offset }) => offset <= weight)
  const block = blocks[index]
  if (!block || weight < 0 || weight >= block.offset + block.rows * block.columns) {
    throw new RangeError(`There is no weight ${weight}`)
  }
  const within = weight - block.offset
  const column = within % block.columns
  return { layer: index + 1, row: (within - column) / block.columns + 1, column }
}
