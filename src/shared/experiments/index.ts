/** The bundled experiments: what to open first, each with one thing to do and to see. */
import type { Experiment } from '../experiment'
import { messages } from '../messages'
import { digits, iris } from './builtin-data'
import { lecture, xnorByHand } from './lecture'
import { dyingRelu, symmetry, vanishingDeltas } from './what-goes-wrong'
import { spiral } from './generated-data'

export type GalleryId = keyof typeof messages.experiments

export interface GalleryEntry {
  readonly id: GalleryId
  readonly title: string
  readonly description: string
  readonly experiment: Experiment
}

function entry(id: GalleryId, experiment: Omit<Experiment, 'format' | 'version' | 'name'>): GalleryEntry {
  const { title, description } = messages.experiments[id]
  return {
    id,
    title,
    description,
    experiment: { format: 'delta-lab-experiment', version: 1, name: title, ...experiment },
  }
}

export const GALLERY: readonly [GalleryEntry, ...GalleryEntry[]] = [
  entry('lecture', lecture),
  entry('xnorByHand', xnorByHand),
  entry('vanishingDeltas', vanishingDeltas),
  entry('symmetry', symmetry),
  entry('dyingRelu', dyingRelu),
  entry('spiral', spiral),
  entry('iris', iris),
  entry('digits', digits),
]
