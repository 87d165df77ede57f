/** The explanation of the microscope's present step, made anew where step, numbers or notation change. */
import { createSharedComposable } from '@vueuse/core'
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { SYMBOLS } from '../formula/notation'
import { whenStill } from '../formula/when-still'
import { useLab, type Lab } from '../lab/lab'
import { stepAt, type Step } from '../lab/microscope/steps'
import { MOST_TERMS } from '../formula/arithmetic'
import { explain } from './explain'
import type { Explanation, Subject } from './explanation'

/** Shared by the card and the panel, for as long as the page lives. */
const biasDeltas = ref(false)
const allTerms = ref(false)
/** More is no formula to read. */
const ALL_TERMS = 200

export interface ExplainedStep {
  /** Also the δ of bias units. */
  readonly biasDeltas: Ref<boolean>
  /** Sums are written out, however long. */
  readonly allTerms: Ref<boolean>
  /** `null` while there is nothing to look at. */
  readonly explanation: ComputedRef<Explanation | null>
  /** Of the step that Next leads to; comes a moment later. */
  readonly following: Readonly<ShallowRef<{ readonly index: number; readonly lines: Explanation['lines'] } | null>>
}

export function subjectOf({ document, microscope, selection, shown }: Lab): Subject | null {
  const look = microscope.look.value
  if (!look) return null
  const [nudged, now] = [microscope.nudged.value, shown.value]
  return {
    experiment: document.experiment.value,
    look,
    symbols: SYMBOLS[selection.notation.value],
    mostTerms: allTerms.value ? ALL_TERMS : MOST_TERMS,
    inHand: microscope.inHand.value?.target,
    moved: nudged && now ? { ...now, biasDeltas: nudged.biasDeltas } : undefined,
  }
}

/** One for the whole page: the card, the walk and the copying buttons say the same. */
export const useExplainedStep = createSharedComposable((): ExplainedStep => {
  const lab = useLab()
  const { index, count, step } = lab.microscope
  const explained = (wanted: Step): Explanation | null => {
    const subject = subjectOf(lab)
    return subject && explain(subject, wanted, { biasDeltas: biasDeltas.value })
  }
  const explanation = computed(() => explained(step.value))
  const following = shallowRef<ExplainedStep['following']['value']>(null)
  watch(explanation, (now) => {
    const next = index.value + 1
    whenStill(() => {
      if (now !== explanation.value || next >= count.value) return
      const lines = explained(stepAt(lab.document.experiment.value.network, next))?.lines ?? []
      following.value = { index: next, lines }
    })
  })
  return { biasDeltas, allTerms, explanation, following }
})
