/** What the microscope is, for whoever looks through it: one example, one step of its walk, one number in hand. */
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type {
  CostCurve,
  CurveRequest,
  ExampleCheck,
  Look,
  Nudged,
  NudgeTarget,
  OwnExample,
  Pulls,
  PullScope,
} from '../../../shared/microscope'
import type { Quantity, Step } from './steps'

export interface InHand {
  readonly target: NudgeTarget
  readonly value: number
}

/** What moved with it, and where it stood then: an answer may be a frame behind the hand. */
export interface NudgedByHand extends Nudged {
  readonly value: number
}

export interface Microscope {
  readonly isOpen: Ref<boolean>
  /** An example that the user has typed; `null`: the chosen one of the data. */
  readonly own: ShallowRef<OwnExample | null>
  /** The example and all its numbers; `null` until the worker has answered, and while the network changes. */
  readonly look: Readonly<ShallowRef<Look | null>>
  /** What is taken in hand, and so moves; `null`: nothing. */
  readonly inHand: ShallowRef<InHand | null>
  readonly nudged: Readonly<ShallowRef<NudgedByHand | null>>

  readonly index: Readonly<Ref<number>>
  readonly count: ComputedRef<number>
  readonly step: ComputedRef<Step>
  readonly isPlaying: Readonly<Ref<boolean>>
  goTo(index: number): void
  goToStep(step: Step): void
  togglePlay(): void
  /** Whether the walk has come far enough to know it. Always, while the microscope is closed or the network trains. */
  knows(quantity: Quantity, layer: number, unit: number): boolean

  curve(request: Omit<CurveRequest, 'example'>): Promise<CostCurve | null>
  check(): Promise<ExampleCheck | null>
  pulls(weight: number, scope: PullScope): Promise<Pulls | null>
}
