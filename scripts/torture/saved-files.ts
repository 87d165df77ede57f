/** Files as the lab saves them: a trained run of every optimizer, and an experiment that was never trained. */
import { encodeDlab } from '../../src/shared/dlab'
import { lecture, OPTIMIZERS, startTrainer, withTraining } from '../../test/worker/node-trainer'

/** Trains for a few epochs and a part of one. */
function trainedFile(index: number): Uint8Array {
  const optimizer = OPTIMIZERS[index]
  if (!optimizer) throw new RangeError(`No optimizer ${index}`)
  const experiment = withTraining(lecture({ name: `Saved with ${optimizer.kind}` }), { optimizer })
  const { trainer } = startTrainer(experiment)
  for (let epoch = 0; epoch < 4; epoch++) trainer.stepEpoch()
  trainer.stepExample()
  return encodeDlab({ experiment, checkpoint: trainer.checkpoint() })
}

export const SAVED_FILES: readonly Uint8Array[] = [
  encodeDlab({ experiment: lecture({ name: 'Never trained' }), checkpoint: null }),
  ...OPTIMIZERS.map((_, index) => trainedFile(index)),
]
