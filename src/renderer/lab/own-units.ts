/** Numbers that were scaled for the network, in the units of the user's own table. */
import type { DatasetSpec } from '../../shared/experiment'
import type { DataSummary, TargetScale } from '../../shared/trainer'

/** The network sees (value − offset) / divisor. */
export type OwnScale = TargetScale

const AS_SEEN: OwnScale = { offset: 0, divisor: 1 }
/** Of a 32-bit number, how far it may be from what it stands for: a share of it. */
const FLOAT32_STEP = 2 ** -23

/** What the network sees as a value of one's own, without the digits that 32 bits don't keep of it. */
export function ownValue(seen: number, { offset, divisor }: OwnScale): number {
  const value = seen * divisor + offset
  // The lab's own data were 32-bit numbers before they were scaled, too.
  const unsure = Math.max(Math.abs(seen * divisor), Math.abs(value)) * FLOAT32_STEP
  const step = 10 ** Math.ceil(Math.log10(unsure))
  return step > 0 && step < Infinity ? Number((Math.round(value / step) * step).toPrecision(12)) : value
}

export function seenValue(own: number, { offset, divisor }: OwnScale): number {
  return (own - offset) / divisor
}

/** `null`: the network's numbers are the only ones. */
export function inputScaleAt({ inputScale }: DataSummary, index: number): OwnScale | null {
  if (!inputScale) return null
  return { offset: inputScale.offset[index] ?? 0, divisor: inputScale.divisor[index] ?? 1 }
}

export function isScaled({ offset, divisor }: OwnScale): boolean {
  return offset !== 0 || divisor !== 1
}

/** A value to predict, in its own units. */
export interface OwnTarget {
  /** Empty where several targets have a name each. */
  readonly name: string
  readonly scale: OwnScale
}

export function ownTarget({ classNames, targetScale }: DataSummary, dataset: DatasetSpec): OwnTarget {
  const name = dataset.kind === 'csv' ? dataset.target : classNames.length === 1 ? (classNames[0] ?? '') : ''
  return { name, scale: targetScale ?? AS_SEEN }
}

/** As many as a scaled 32-bit number keeps for sure. */
export const OWN_DIGITS = 6

export function formatOwnUnits(value: number, digits = OWN_DIGITS): string {
  const magnitude = Math.abs(value)
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞'
  if (value !== 0 && !(magnitude >= 1e-4 && magnitude < 1e15)) return powerOfTen(value)
  return value.toLocaleString('en', { maximumSignificantDigits: digits }).replace('-', '−')
}

function powerOfTen(value: number): string {
  return value.toExponential(1).replace('.0e', 'e').replace('e+', 'e').replaceAll('-', '−')
}
