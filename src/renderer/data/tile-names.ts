/** What a tile of the gallery is called, and what its data are. */
import type { DatasetSpec } from '../../shared/experiment'
import { messages } from '../../shared/messages'
import type { TileName } from './gallery'

const text = messages.data

/** Fixed for all tiles but the user's own data. */
const TILES: Readonly<Record<Exclude<TileName, 'own' | 'imported'>, readonly [name: string, about: string]>> = {
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

export function nameOfTile(tile: TileName, dataset: DatasetSpec): string {
  if (tile === 'own' || tile === 'imported') return importedName(dataset) ?? text.datasets.own
  return TILES[tile][0]
}

export function aboutTile(tile: TileName, examples: number): string {
  if (tile === 'imported') return text.about.imported(examples)
  return tile === 'own' ? text.about.own(examples) : TILES[tile][1]
}

/** Of the file; of IDX files that of the images. */
export function importedName(dataset: DatasetSpec): string | null {
  return dataset.kind === 'csv' ? dataset.name : dataset.kind === 'idx' ? dataset.images : null
}
