/**
 * What is typed for an example of one's own: numbers in the table's own units, one of its texts, one of its classes. The
 * example itself holds what the network sees of them.
 */
import type { DatasetSpec, Experiment } from '../../shared/experiment'
import { useOfTable } from '../../shared/imported/table-use'
import { messages } from '../../shared/messages'
import type { OwnExample } from '../../shared/microscope'
import type { DataSummary } from '../../shared/trainer'
import { formatReading } from '../charts/format'
import { inputScaleAt, isScaled, ownTarget, ownValue, seenValue, type OwnScale } from '../lab/own-units'
import { inputLabel } from '../network/format'
import type { NumberRule } from '../ui/parse-number'

interface Field {
  readonly key: string
  /** In front of it, where there is little room. */
  readonly sign: string
  readonly label: string
}

export interface NumberField extends Field {
  readonly kind: 'number'
  readonly value: number
  readonly rule: NumberRule
  readonly step: number
  /** What the network sees instead; empty: the same number. */
  readonly seen: string
  set(value: number): OwnExample
}

export interface ChoiceField extends Field {
  readonly kind: 'choice'
  /** Place among the options, −1: none of them. */
  readonly value: number
  readonly options: readonly { readonly value: number; readonly label: string }[]
  set(place: number): OwnExample
}

export type OwnField = NumberField | ChoiceField

const text = messages.microscope.own
/** What the network sees; whatever is typed stays far from what 32 bits can hold. */
const RULE = { min: -1e6, max: 1e6 } as const

export function inputFields(own: OwnExample, data: DataSummary, dataset: DatasetSpec): OwnField[] {
  const fields: OwnField[] = []
  let at = 0
  for (const options of inputOptions(dataset, own.x.length)) {
    const place = at
    if (options) {
      const { column, texts } = options
      const set = (chosen: number): OwnExample => ({ ...own, x: withOneOf(own.x, place, texts.length, chosen) })
      const shares = own.x.slice(place, place + texts.length)
      const label = text.input(column)
      fields.push({ kind: 'choice', key: `x${place}`, sign: column, label, ...choice(texts, shares), set })
      at += texts.length
      continue
    }
    const name = inputLabel(data.inputNames[place] ?? String(place + 1))
    const names = { key: `x${place}`, sign: name, label: text.input(name) }
    const set = (value: number): OwnExample => ({ ...own, x: own.x.with(place, value) })
    fields.push(numberField(names, own.x[place] ?? 0, inputScaleAt(data, place), RULE, set))
    at++
  }
  return fields
}

export function targetFields(own: OwnExample, data: DataSummary, experiment: Experiment): OwnField[] {
  const { dataset, network, cost } = experiment
  const hasNames = dataset.kind !== 'inline' && dataset.kind !== 'generated'
  if (data.task === 'classification' && hasNames) {
    const low = network.layers.at(-1)?.activation === 'tanh' && own.y.length === 1 ? -1 : 0
    const shares = own.y.length > 1 ? own.y : [Number(own.y[0] === low), Number(own.y[0] === 1)]
    const set = (chosen: number): OwnExample => {
      return { ...own, y: own.y.length > 1 ? own.y.map((_, k) => Number(k === chosen)) : [chosen === 1 ? 1 : low] }
    }
    const name = dataset.kind === 'csv' ? dataset.target : ''
    const names = { key: 'y', sign: `y ${name}`.trim(), label: text.target(name).trim() }
    return [{ kind: 'choice', ...names, ...choice(data.classNames, shares), set }]
  }
  // Cross-entropy knows targets from 0 to 1 only.
  const rule = cost === 'cross-entropy' ? { min: 0, max: 1 } : RULE
  const { name: ownName, scale } = ownTarget(data, dataset)
  return own.y.map((value, index) => {
    const name = dataset.kind === 'csv' ? ownName : own.y.length > 1 ? (data.classNames[index] ?? '') : ''
    const names = { key: `y${index}`, sign: `y ${name}`.trim(), label: text.target(name).trim() }
    const set = (typed: number): OwnExample => ({ ...own, y: own.y.with(index, typed) })
    return numberField(names, value, dataset.kind === 'csv' ? scale : null, rule, set)
  })
}

/** `scale` is `null` where the network's numbers are the only ones. */
function numberField(
  names: Field,
  seen: number,
  scale: OwnScale | null,
  rule: { readonly min: number; readonly max: number },
  set: (seen: number) => OwnExample,
): NumberField {
  if (!scale) {
    return { kind: 'number', ...names, value: Number(seen.toPrecision(4)), rule, step: 0.1, seen: '', set }
  }
  const bound = (edge: number): number => Number((edge * scale.divisor + scale.offset).toPrecision(2))
  return {
    kind: 'number',
    ...names,
    value: ownValue(seen, scale),
    rule: { min: bound(rule.min), max: bound(rule.max) },
    // About a tenth of how much the column varies, as a power of ten.
    step: 10 ** Math.floor(Math.log10(scale.divisor / 10)),
    seen: isScaled(scale) ? text.seenAs(formatReading(seen)) : '',
    set: (own) => set(seenValue(own, scale)),
  }
}

function choice(names: readonly string[], shares: readonly number[]): Pick<ChoiceField, 'value' | 'options'> {
  const chosen = shares.indexOf(1)
  const isOne = chosen >= 0 && shares.every((share, place) => share === Number(place === chosen))
  const options = names.map((label, value) => ({ value, label }))
  // What was missing has a share of each text.
  return isOne
    ? { value: chosen, options }
    : { value: -1, options: [{ value: -1, label: messages.data.yours.missingCell }, ...options] }
}

function withOneOf(x: readonly number[], from: number, count: number, chosen: number): number[] {
  return x.map((value, at) => (at < from || at >= from + count ? value : Number(at - from === chosen)))
}

/** For each field of the inputs: the texts of its column, or `null` for a number. */
function inputOptions(
  dataset: DatasetSpec,
  inputs: number,
): readonly ({ readonly column: string; readonly texts: readonly string[] } | null)[] {
  const use = dataset.kind === 'csv' ? useOfTable(dataset) : null
  if (!use?.ok) return Array.from({ length: inputs }, () => null)
  return use.value.inputs.map(({ column, categories }) => categories && { column: column.name, texts: categories })
}
