/** What the fields of an `experiment.json` may be, one by one; rules between fields are in `parse-experiment.ts`. */
import * as v from 'valibot'
import {
  BUILTIN_DATASETS,
  EXPERIMENT_FORMAT,
  EXPERIMENT_VERSION,
  FEATURES,
  GENERATORS,
  SCALINGS,
  type Experiment,
} from './experiment'
import type { IdxSource } from './imported/idx'
import { IMPORT_LIMITS } from './imported/limits'
import { isIdxSource, isPlainName, isTable } from './imported/sources'
import type { ImportedTable } from './imported/table'
import { messages } from './messages'
import { ACTIVATIONS, COSTS, NETWORK_LIMITS } from './network'
import { numberMatrices, numberRows } from './number-rows'

const text = messages.problems

/** A finite number that 32 bits can hold. */
const number = v.pipe(
  v.number(text.notANumber),
  v.check((value) => Number.isFinite(Math.fround(value)), text.notFinite),
)
const between = (low: number, high: number) =>
  v.pipe(number, v.minValue(low, text.between(low, high)), v.maxValue(high, text.between(low, high)))
const wholeBetween = (low: number, high: number) => v.pipe(between(low, high), v.integer(text.whole))
/** Half of the smallest number above 0 in 32 bits: up to here they round to 0, which would train nothing. */
const ROUNDS_TO_ZERO = 2 ** -150
const positive = (high: number) =>
  v.pipe(number, v.gtValue(ROUNDS_TO_ZERO, text.aboveUpTo(0, high)), v.maxValue(high, text.aboveUpTo(0, high)))
const shareBelowOne = v.pipe(number, v.minValue(0, text.fromBelow(0, 1)), v.ltValue(1, text.fromBelow(0, 1)))
const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, text.oneOf(options.join(', ')))
/** Fields by name. One that is missing is said to be missing. */
const fields = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object(entries, ({ expected, received }) =>
    received === 'undefined' && expected !== 'Object' ? text.missingField : text.notAnObject,
  )
/** Counted before any item is looked at: a hostile list may have millions. */
const list = <Item extends v.GenericSchema>(item: Item, most: number, tooMany: string) =>
  v.pipe(v.array(v.unknown(), text.notAList), v.maxLength(most, tooMany), v.array(item, text.notAList))

const seed = wholeBetween(0, 2 ** 32 - 1)
const trainFraction = v.pipe(number, v.gtValue(0, text.aboveUpTo(0, 1)), v.maxValue(1, text.aboveUpTo(0, 1)))
const learningRate = positive(1e6)
const epsilon = positive(1)

const network = fields({
  inputs: wholeBetween(1, NETWORK_LIMITS.unitsPerLayer),
  layers: v.pipe(
    list(
      fields({ units: wholeBetween(1, NETWORK_LIMITS.unitsPerLayer), activation: oneOf(ACTIVATIONS) }),
      NETWORK_LIMITS.layers,
      text.tooManyLayers(NETWORK_LIMITS.layers),
    ),
    v.minLength(1, text.noLayers),
  ),
})

const optimizer = v.variant(
  'kind',
  [
    fields({ kind: v.literal('sgd'), learningRate }),
    fields({ kind: v.literal('momentum'), learningRate, momentum: shareBelowOne }),
    fields({ kind: v.literal('rmsprop'), learningRate, decay: shareBelowOne, epsilon }),
    fields({ kind: v.literal('adam'), learningRate, beta1: shareBelowOne, beta2: shareBelowOne, epsilon }),
  ],
  text.oneOf('sgd, momentum, rmsprop, adam'),
)

const initialization = v.variant(
  'kind',
  [
    fields({ kind: v.picklist(['xavier-uniform', 'xavier-normal', 'he-uniform', 'he-normal', 'zeros', 'given']) }),
    fields({ kind: v.literal('uniform'), range: positive(1e6) }),
  ],
  text.oneOf('xavier-uniform, xavier-normal, he-uniform, he-normal, uniform, zeros, given'),
)

const training = fields({
  optimizer,
  batchSize: wholeBetween(1, 1_000_000),
  shuffle: v.boolean(text.notABoolean),
  l1: between(0, 1e6),
  l2: between(0, 1e6),
  seed,
})

const fileName = v.pipe(v.string(text.notText), v.check(isPlainName, text.plainName))
const columnName = v.string(text.notText)
const columnNames = list(columnName, IMPORT_LIMITS.columns, text.tooManyColumns(IMPORT_LIMITS.columns))

const dataset = v.variant(
  'kind',
  [
    fields({ kind: v.literal('inline'), inputs: numberRows, targets: numberRows, trainFraction }),
    fields({
      kind: v.literal('generated'),
      name: oneOf(GENERATORS),
      samples: wholeBetween(2, 100_000),
      noise: between(0, 0.5),
      seed,
      features: v.pipe(
        list(oneOf(FEATURES), FEATURES.length, text.featureTwice),
        v.check((features) => new Set(features).size === features.length, text.featureTwice),
      ),
      trainFraction,
    }),
    fields({ kind: v.literal('builtin'), name: oneOf(BUILTIN_DATASETS), seed, trainFraction }),
    fields({
      kind: v.literal('csv'),
      name: fileName,
      inputs: columnNames,
      target: columnName,
      scale: oneOf(SCALINGS),
      seed,
      trainFraction,
      categories: v.exactOptional(columnNames),
      targetKind: v.exactOptional(oneOf(['class', 'value'])),
      targetScale: v.exactOptional(oneOf(SCALINGS)),
      missing: v.exactOptional(oneOf(['skip', 'mean'])),
      header: v.exactOptional(v.boolean(text.notABoolean)),
      source: v.custom<ImportedTable>(isTable, text.noSource),
    }),
    fields({
      kind: v.literal('idx'),
      images: fileName,
      labels: fileName,
      testImages: v.exactOptional(fileName),
      testLabels: v.exactOptional(fileName),
      seed,
      trainFraction,
      source: v.custom<IdxSource>(isIdxSource, text.noSource),
    }),
  ],
  text.oneOf('inline, generated, builtin, csv, idx'),
)

/** Fields that are not named here are left out of what is read. */
export const experimentSchema = fields({
  format: v.literal(EXPERIMENT_FORMAT, text.format),
  version: v.literal(EXPERIMENT_VERSION, text.version(EXPERIMENT_VERSION)),
  name: v.pipe(v.string(text.notText), v.maxLength(200, text.tooLong(200))),
  network,
  cost: oneOf(COSTS),
  initialization,
  training,
  dataset,
  theta: v.exactOptional(numberMatrices),
}) satisfies v.GenericSchema<unknown, Experiment>
