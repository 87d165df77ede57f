/** The data that stand ready: what each tile is called, what it loads, and how it is recognised. */
import {
  BUILTIN_DATASETS,
  GENERATORS,
  type BuiltinDatasetName,
  type DatasetSpec,
  type GeneratedDataset,
  type GeneratorName,
  type InlineDataset,
} from '../../shared/experiment'

export const GATES = ['and', 'or', 'xor', 'xnor'] as const
export type GateName = (typeof GATES)[number]

export type TileName =
  | `generated ${GeneratorName}`
  | `gate ${GateName}`
  | `builtin ${BuiltinDatasetName}`
  /** Inline data that are no gate. */
  | 'own'
  /** From the user's files. */
  | 'imported'

/** (x₁, x₂) of a truth table's four rows. */
export const GATE_INPUTS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const

/** What a gate answers to those rows. */
export const GATE_OUTPUTS: Readonly<Record<GateName, readonly [number, number, number, number]>> = {
  and: [0, 0, 0, 1],
  or: [0, 1, 1, 1],
  xor: [0, 1, 1, 0],
  xnor: [1, 0, 0, 1],
}

const FIRST_GENERATED: GeneratedDataset = {
  kind: 'generated',
  name: 'circle',
  samples: 500,
  noise: 0.1,
  seed: 1,
  features: ['x1', 'x2'],
  trainFraction: 0.5,
}

/** What each tile loads: as it was when it was last used. All generators share one noise, split and choice of inputs. */
export type Gallery = ReadonlyMap<TileName, DatasetSpec>

export function firstGallery(): Gallery {
  return new Map<TileName, DatasetSpec>([
    ...generatedTiles(FIRST_GENERATED),
    ...GATES.map((name): [TileName, DatasetSpec] => [`gate ${name}`, gateDataset(name)]),
    ...BUILTIN_DATASETS.map((name): [TileName, DatasetSpec] => [
      `builtin ${name}`,
      { kind: 'builtin', name, seed: 1, trainFraction: 0.8 },
    ]),
  ])
}

/** The gallery with these data in their place; data of the user's own get a tile at the end. */
export function withCurrent(gallery: Gallery, dataset: DatasetSpec): Gallery {
  const changed = dataset.kind === 'generated' ? generatedTiles(dataset) : [[tileOf(dataset), dataset] as const]
  return new Map([...gallery, ...changed])
}

/** The tile that stands for these data. */
export function tileOf(dataset: DatasetSpec): TileName {
  if (dataset.kind === 'generated') return `generated ${dataset.name}`
  if (dataset.kind === 'builtin') return `builtin ${dataset.name}`
  if (dataset.kind !== 'inline') return 'imported'
  const gate = GATES.find((name) => sameRows(dataset, gateDataset(name)))
  return gate ? `gate ${gate}` : 'own'
}

function generatedTiles(like: GeneratedDataset): [TileName, DatasetSpec][] {
  return GENERATORS.map((name) => [`generated ${name}`, { ...like, name }])
}

function gateDataset(name: GateName): InlineDataset {
  return {
    kind: 'inline',
    inputs: GATE_INPUTS,
    targets: GATE_OUTPUTS[name].map((output) => [output]),
    trainFraction: 1,
  }
}

function sameRows(a: InlineDataset, b: InlineDataset): boolean {
  return (
    a.inputs.length === b.inputs.length &&
    JSON.stringify([a.inputs, a.targets]) === JSON.stringify([b.inputs, b.targets])
  )
}
