/** What a tile of the gallery is called, and what its data are. */
import { messages } from '../../shared/messages'
import type { TileName } from './gallery'

const text = messages.data

/** Fixed for all tiles but `own`, whose size differs. */
const TILES: Readonly<Record<Exclude<TileName, 'own'>, readonly [name: string, about: string]>> = {
  'generated circle': [text.datasets.circle, text.about.twoClasses],
  'generated xor': [text.datasets.xorQuadrants, text.about.twoClasses],
  'generated gauss': [text.datasets.gauss, text.about.twoClasses],
  'generated spiral': [text.datasets.spiral, text.about.twoClasses],
  'generated plane': [text.datasets.plane, text.about.value],
  'generated multi-gauss': [text.datasets.multiGauss, text.about.value],
  'gate and': [text.datasets.and, text.about.gate],
  'gate or': [text.datasets.or, text.about.gate],
  'gate xor': [text.datasets.xor, text.about.gate],
  'gate xnor': [text.datasets.xnor, text.about.gate],
  'builtin iris': [text.datasets.iris, text.about.iris],
  'builtin digits': [text.datasets.digits, text.about.digits],
}

export function nameOfTile(tile: TileName): string {
  return tile === 'own' ? text.datasets.own : TILES[tile][0]
}

export function aboutTile(tile: TileName, examples: number): string {
  return tile === 'own' ? text.about.own(examples) : TILES[tile][1]
}
