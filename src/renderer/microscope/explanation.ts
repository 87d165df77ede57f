/** What is said about one step: formulas with symbols and with this moment's numbers, and a sentence to hear. */
import type { Experiment } from '../../shared/experiment'
import type { Look, NudgeTarget } from '../../shared/microscope'
import { asFactor, CHECKABLE_DIGITS, digitsForDifference, significant, spoken } from '../formula/significant'
import type { Formula } from '../formula/formula'
import type { Symbols } from '../formula/notation'
import type { Moment } from '../formula/arithmetic'

export interface Explanation {
  readonly title: string
  /** Line after line; the parts of one may wrap. */
  readonly lines: readonly (readonly Formula[])[]
  readonly note: string | null
  readonly sentence: string
  /** Every number on show, with what it is. */
  readonly quoted: readonly Quoted[]
}

/** What a number on show is. Units from 0, layers as on screen, weights by their index in the flat order. */
export type QuotedQuantity =
  | { readonly kind: 'a' | 'z' | 'slope' | 'sum' | 'delta'; readonly layer: number; readonly unit: number }
  | { readonly kind: 'theta' | 'gradient' | 'penalised' | 'updated'; readonly weight: number }
  | { readonly kind: 'target' | 'lectureError'; readonly unit: number }
  | { readonly kind: 'biasDelta'; readonly layer: number }
  | { readonly kind: 'cost' | 'squaredError' }
  /** Of the optimizer, as it was typed. */
  | { readonly kind: 'setting'; readonly name: QuotedSetting }
  /** What the optimizer keeps of a weight: 0 is momentum's v, RMSProp's s, Adam's m; 1 is Adam's v. */
  | { readonly kind: 'state' | 'updatedState' | 'correctedState'; readonly slot: 0 | 1; readonly weight: number }

export type QuotedSetting = 'learningRate' | 'momentum' | 'decay' | 'beta1' | 'beta2' | 'epsilon'

export interface Quoted {
  readonly quantity: QuotedQuantity
  readonly value: number
  readonly shown: string
}

export interface Subject {
  readonly experiment: Experiment
  readonly look: Look
  readonly symbols: Symbols
  /** How many terms of a sum are written before it folds. */
  readonly mostTerms: number
  /** What is taken in hand, if anything is; what it moves stands in `moved`. */
  readonly inHand?: NudgeTarget | undefined
  readonly moved?: (Moment & Pick<Look, 'biasDeltas'>) | undefined
}

const HEARD_DIGITS = 3
/** Below a tenth: “0.058” is enough to follow by ear. */
const HEARD_DIGITS_OF_SMALL = 2

/** Writes numbers into formulas, and keeps what it has written. */
export interface Quotes {
  readonly all: readonly Quoted[]
  number(quantity: QuotedQuantity, value: number): Formula
  /** Behind a sign or a dot: negative ones in parentheses. */
  enclosed(quantity: QuotedQuantity, value: number): Formula
  /** What `other` is taken from: with as many digits as the difference needs. */
  minuend(quantity: QuotedQuantity, value: number, other: number): Formula
  /** What someone has typed: as short as it was typed. */
  setting(quantity: QuotedQuantity, value: number): Formula
}

export function createQuotes(): Quotes {
  const all: Quoted[] = []
  function quote(quantity: QuotedQuantity, value: number, digits: number): Formula {
    const shown = significant(value, digits)
    all.push({ quantity, value, shown: shown.text })
    return shown
  }
  return {
    all,
    number: (quantity, value) => quote(quantity, value, CHECKABLE_DIGITS),
    enclosed: (quantity, value) => asFactor(value, quote(quantity, value, CHECKABLE_DIGITS)),
    minuend: (quantity, value, other) => quote(quantity, value, digitsForDifference(value, other)),
    setting: (quantity, value) => quote(quantity, value, digitsOf(value)),
  }
}

/** As few as say all of it. */
function digitsOf(value: number): number {
  let digits = 1
  while (digits < CHECKABLE_DIGITS && Number(value.toPrecision(digits)) !== value) digits++
  return digits
}

/** As heard: fewer digits than are seen. */
export function heard(value: number): string {
  return spoken(value, Math.abs(value) < 0.1 ? HEARD_DIGITS_OF_SMALL : HEARD_DIGITS)
}
