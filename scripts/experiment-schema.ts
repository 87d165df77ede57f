/** Writes docs/experiment.schema.json: what `experiment.json` may hold, for editors and for other programs. */
import { toJsonSchema } from '@valibot/to-json-schema'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import * as v from 'valibot'
import { runSchema } from '../src/shared/dlab'
import { experimentSchema } from '../src/shared/experiment-schema'
import { numberMatrices, numberRows } from '../src/shared/number-rows'

export const SCHEMA_PATH = join(import.meta.dirname, '../docs/experiment.schema.json')

/** Shown by an editor while an experiment is written by hand. A field that is missing here is an error. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  format: 'Says that this is an experiment of Delta Lab.',
  version: 'The version of the format.',
  name: 'What the experiment is called on screen.',
  network: 'Units and activations, layer after layer.',
  'network.inputs': 'Units of layer 1, without the bias unit: as many as an example has inputs.',
  'network.layers': 'Layers 2 to L; the last one is the output.',
  'network.layers.units': 'Units of the layer, without the bias unit.',
  'network.layers.activation': 'g in a = g(z). Softmax works in the output layer only.',
  cost: 'cross-entropy needs sigmoid or softmax outputs; squared-error is ½ Σ (h − y)² and works with all but softmax.',
  initialization: 'Where the initial weights come from.',
  'initialization.kind': 'given: the field theta holds them.',
  'initialization.range': 'Weights are drawn from −range to +range.',
  training: 'How the weights are trained.',
  'training.optimizer': 'How a gradient becomes a change of the weights, as PyTorch defines it.',
  'training.optimizer.kind': 'sgd: θ ← θ − α ∂J/∂θ.',
  'training.optimizer.learningRate': 'α.',
  'training.optimizer.momentum': 'μ in v ← μv + ∂J/∂θ.',
  'training.optimizer.decay': 'ρ in s ← ρs + (1 − ρ)(∂J/∂θ)².',
  'training.optimizer.epsilon': 'ε keeps the division finite.',
  'training.optimizer.beta1': 'β₁: how slowly the mean of the gradients changes.',
  'training.optimizer.beta2': 'β₂: how slowly the mean of their squares changes.',
  'training.batchSize': 'Examples per update; the last batch of an epoch may be smaller.',
  'training.shuffle': 'Draw a new order of the examples for each epoch.',
  'training.l1': 'Adds l1 · Σ|θ| to the cost, over weights, never over biases.',
  'training.l2': 'Adds (l2/2) · Σθ² to the cost, over weights, never over biases. The course’s λ is l2 · m.',
  'training.seed': 'The initial weights and the order of the examples are drawn from it.',
  dataset: 'The examples.',
  'dataset.kind': 'Where the examples come from.',
  'dataset.inputs': 'inline: the inputs of each example. csv: the columns that are inputs.',
  'dataset.targets': 'The targets of each example, as many as the network has outputs.',
  'dataset.trainFraction': 'Share of the examples that train; the rest is the test part.',
  'dataset.name': 'Which one; of a table the name of its file.',
  'dataset.samples': 'How many points are generated.',
  'dataset.noise': '0 to 0.5: how far points are moved.',
  'dataset.seed': 'The points, or the split into training and test part, are drawn from it.',
  'dataset.features': 'What the network sees of a point, each at most once.',
  'dataset.target': 'The column that is to be predicted.',
  'dataset.scale':
    'How inputs are scaled, by the training part: standard makes mean 0 and deviation 1, min-max 0 to 1.',
  'dataset.categories': 'Columns of numbers that are names all the same: one input for each of them.',
  'dataset.targetKind': 'Whether the target is a class or a value; without it, the lab sees by the column.',
  'dataset.targetScale': 'How a target that is a value is scaled.',
  'dataset.missing': 'skip leaves out rows that lack an input, mean puts the column’s mean there.',
  'dataset.header': 'Whether the file’s first line holds names; without it, the lab sees by its cells.',
  'dataset.images': 'The IDX file of the pictures.',
  'dataset.labels': 'The IDX file of their labels.',
  'dataset.testImages': 'The IDX file of the test part’s pictures; trainFraction is the others’ share.',
  'dataset.testLabels': 'The IDX file of the test part’s labels.',
  theta: 'Weights to start from: Θ¹, Θ², …, each a row for a unit; the first weight of a row is its bias.',
  run: 'How far training has come, where the file beside it holds its weights. Written by Save.',
  'run.epoch': 'Completed epochs.',
  'run.position': 'Examples of the current epoch that have been used.',
  'run.steps': 'Updates so far.',
  'run.optimizerSteps': 'Updates since the optimizer’s state was empty.',
  'run.orderSource': 'What the order of the current epoch was drawn from.',
  'run.orderSource.seed': 'The seed at that time.',
  'run.orderSource.shuffle': 'Whether it was shuffled.',
}

type Json = ReturnType<typeof toJsonSchema>
const listOf = (items: Json): Json => ({ type: 'array', items })
const row = listOf({ type: 'number' })
/** What is checked by a loop of the lab's own. */
const OWN_CHECKS = new Map<unknown, Json>([
  [numberRows.pipe[1], listOf(row)],
  [numberMatrices.pipe[1], listOf(listOf(row))],
])

type Definition = NonNullable<Json['properties']>[string]

export async function experimentJsonSchema(): Promise<string> {
  const saved = v.object({ ...experimentSchema.entries, run: v.exactOptional(runSchema) })
  // What no JSON Schema can say (numbers that fit 32 bits, a feature named twice) is left to the lab.
  const schema = described(
    toJsonSchema(saved, {
      errorMode: 'ignore',
      overrideAction: ({ valibotAction }) => OWN_CHECKS.get(valibotAction),
    }),
    '',
  )
  const json = JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Delta Lab experiment',
    description: 'Rules between fields are checked by “lab validate”.',
    ...schema,
  })
  return format(json, { ...(await resolveConfig(SCHEMA_PATH)), parser: 'json' })
}

function described(schema: Json, path: string): Json {
  const result: Json = { ...schema }
  if (schema.properties) {
    // Imported data stand beside experiment.json, not in it.
    const { source, ...withoutSource } = schema.properties
    if (source) result.required = schema.required?.filter((name) => name !== 'source') ?? []
    result.properties = Object.fromEntries(
      Object.entries(withoutSource).map(([name, definition]) => [name, describedField(definition, path, name)]),
    )
  }
  if (schema.oneOf) result.oneOf = schema.oneOf.map((option) => withinDefinition(option, path))
  if (schema.items && !Array.isArray(schema.items)) result.items = withinDefinition(schema.items, path)
  return result
}

function describedField(definition: Definition, path: string, name: string): Definition {
  const place = path ? `${path}.${name}` : name
  const description = DESCRIPTIONS[place]
  if (description === undefined)
    throw new Error(`The field ${place} has no description in scripts/experiment-schema.ts`)
  if (typeof definition === 'boolean') return definition
  return { description, ...described(definition, place) }
}

function withinDefinition(definition: Definition, path: string): Definition {
  return typeof definition === 'boolean' ? definition : described(definition, path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMA_PATH, await experimentJsonSchema())
