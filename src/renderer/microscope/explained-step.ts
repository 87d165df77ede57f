/** The explanation of the microscope's present step, made anew where step, numbers or notation change. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { SYMBOLS } from '../formula/notation'
import { useLab, type Lab } from '../lab/lab'
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
}

export function subjectOf({ document, microscope, selection, shown }: Lab): Subject | null {
  const look = microscope.look.value
  if (!look) return null
  return {
    experiment: document.experiment.value,
    look,
    symbols: SYMBOLS[selection.notation.value],
    mostTerms: allTerms.value ? ALL_TERMS : MOST_TERMS,
    inHand: microscope.inHand.value?.target,
    moved: (microscope.nudged.value && shown.value) ?? undefined,
  }
}

export function useExplainedStep(): ExplainedStep {
  const lab = useLab()
  const explanation = computed(() => {
    const subject = subjectOf(lab)
    return subject && explain(subject, lab.microscope.step.value, { biasDeltas: biasDeltas.value })
  })
  return { biasDeltas, allTerms, explanation }
}
