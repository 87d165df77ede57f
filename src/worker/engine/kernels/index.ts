/** What JavaScript may call: the plan's places, training, and looking. Typed for it in ../kernels-module.ts. */
export { firstFreeByte, layerBytes, placeData, placeLayer, placeModel, placeTile, tileBytes } from './plan'
export { setOptimizer } from './optimizers'
export { setRegularization } from './regularization'
export { evaluate, forwardPoints, gradientOf, penaltyOfTheta, trace, train } from './epoch'
export { batches, clearStatistics, examples, highestCost, latestCost, lowestCost, setRecording } from './statistics'
export { mapArray } from './elementwise'
