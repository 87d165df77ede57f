/**
 * The optimizers as PyTorch defines them (torch.optim), each written once: filled with names it is the rule, filled with
 * numbers it is the arithmetic of one weight.
 */
import type { OptimizerKind } from '../../shared/experiment'
import { formula, literal, type Formula } from '../formula/formula'
import type { RuleSymbols } from '../formula/notation'

/** What an optimizer keeps of a weight: 0 is momentum's v, RMSProp's s, Adam's m; 1 is Adam's v. */
export type Slot = 0 | 1

/** What stands in the places of a rule. */
export interface RuleParts {
  theta(): Formula
  gradient(): Formula
  /** Of the gradient that is squared, whose sign needs no parentheses more. */
  squared(): Formula
  rate(): Formula
  momentum(): Formula
  decay(): Formula
  beta1(): Formula
  beta2(): Formula
  epsilon(): Formula
  /** Adam's t. */
  updateNumber(): Formula
  /** Before the update, after it, and corrected for having begun at 0. */
  kept(slot: Slot): Formula
  updated(slot: Slot): Formula
  corrected(slot: Slot): Formula
}

export interface RuleStep {
  /** What it gives. */
  readonly of: 'theta' | { readonly kind: 'updated' | 'corrected'; readonly slot: Slot }
  readonly expression: Formula
}

export function partOf(parts: RuleParts, of: RuleStep['of']): Formula {
  return of === 'theta' ? parts.theta() : parts[of.kind](of.slot)
}

export function ruleSteps(kind: OptimizerKind, parts: RuleParts): readonly RuleStep[] {
  const kept = (expression: Formula, slot: Slot = 0): RuleStep => ({ of: { kind: 'updated', slot }, expression })
  const corrected = (beta: Formula, slot: Slot): RuleStep => ({
    of: { kind: 'corrected', slot },
    expression: formula`${parts.updated(slot)} / (1 − ${power(beta, parts.updateNumber())})`,
  })
  const theta = (step: Formula): RuleStep => ({
    of: 'theta',
    expression: formula`${parts.theta()} − ${parts.rate()}·${step}`,
  })
  /** A mean in which the past fades. */
  const mean = (beta: () => Formula, before: Formula, now: Formula): Formula =>
    formula`${beta()}·${before} + (1 − ${beta()})·${now}`
  const square = (): Formula => formula`(${parts.squared()})²`
  switch (kind) {
    case 'sgd':
      return [theta(parts.gradient())]
    case 'momentum':
      return [kept(formula`${parts.momentum()}·${parts.kept(0)} + ${parts.gradient()}`), theta(parts.updated(0))]
    case 'rmsprop':
      return [
        kept(mean(parts.decay, parts.kept(0), square())),
        theta(formula`${parts.gradient()} / (${root(parts.updated(0))} + ${parts.epsilon()})`),
      ]
    case 'adam':
      return [
        kept(mean(parts.beta1, parts.kept(0), parts.gradient())),
        kept(mean(parts.beta2, parts.kept(1), square()), 1),
        corrected(parts.beta1(), 0),
        corrected(parts.beta2(), 1),
        theta(formula`${parts.corrected(0)} / (${root(parts.corrected(1))} + ${parts.epsilon()})`),
      ]
  }
}

/** By the names of a notation. */
export function namedParts(kind: OptimizerKind, names: RuleSymbols): RuleParts {
  const kept = (slot: Slot): Formula => keptName(kind, names, slot)
  return {
    theta: () => names.theta,
    gradient: () => names.gradient,
    squared: () => names.gradient,
    rate: () => names.rate,
    momentum: () => names.momentum,
    decay: () => names.decay,
    beta1: () => names.beta1,
    beta2: () => names.beta2,
    epsilon: () => names.epsilon,
    updateNumber: () => literal('t'),
    kept,
    updated: kept,
    corrected: (slot) => (slot === 0 ? names.correctedFirst : names.correctedSecond),
  }
}

function keptName(kind: OptimizerKind, names: RuleSymbols, slot: Slot): Formula {
  if (kind === 'momentum') return names.velocity
  if (kind === 'rmsprop') return names.meanSquare
  return slot === 0 ? names.firstMoment : names.secondMoment
}

/** The slots that an optimizer keeps. */
export const SLOTS: Readonly<Record<OptimizerKind, readonly Slot[]>> = {
  sgd: [],
  momentum: [0],
  rmsprop: [0],
  adam: [0, 1],
}

function root({ latex, text }: Formula): Formula {
  return { latex: `\\sqrt{${latex}}`, text: `√${text}` }
}

function power(base: Formula, exponent: Formula): Formula {
  return { latex: `${base.latex}^{${exponent.latex}}`, text: `${base.text}^${exponent.text}` }
}
