/** The answers of PyTorch: test/fixtures/reference/README.md. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Experiment, InlineDataset } from '../../src/shared/experiment'
import type { NestedTheta } from '../../src/shared/network'

type Rows = readonly (readonly number[])[]

export interface ReferenceCase {
  readonly experiment: Experiment & { readonly dataset: InlineDataset }
  readonly trace: {
    readonly example: number
    readonly cost: number
    readonly a: Rows
    readonly z: Rows
    readonly delta: Rows
    readonly gradient: NestedTheta
  }
  readonly full: { readonly cost: number; readonly gradient: NestedTheta }
  readonly run: { readonly epochs: number; readonly costAfterEpoch: readonly number[]; readonly theta: NestedTheta }
}

const file = fileURLToPath(new URL('../fixtures/reference/cases.json', import.meta.url))
export const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly ReferenceCase[] }

type Nested = number | readonly Nested[]

/** The lengths of all lists, inside each other. */
export function shapeOf(nested: Nested): unknown {
  return typeof nested === 'number' ? 'number' : nested.map(shapeOf)
}
