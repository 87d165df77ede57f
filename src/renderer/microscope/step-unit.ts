/**
 * The unit that the step is about, and the first weight that leads to it: what a card begins with. Follows the step after
 * its picture: the formulas come first.
 */
import { computed, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { thetaBlocks } from '../../shared/network'
import type { UnitAddress } from '../../shared/trainer'
import { useLab } from '../lab/lab'

export interface StepUnit {
  /** The cost is about the outputs; before anything is computed, a chosen input or the first unit that computes. */
  readonly unit: Readonly<ShallowRef<UnitAddress>>
  /** Of those that lead to the unit the first, until another one is chosen. An input has those that lead on. */
  readonly weight: ShallowRef<number>
}

export function useStepUnit(): StepUnit {
  const { document, microscope, selection } = useLab()
  const network = computed(() => document.experiment.value.network)
  const ofStep = computed<UnitAddress>((before) => {
    const step = microscope.step.value
    const now =
      'unit' in step
        ? { layer: step.layer, unit: step.unit }
        : step.kind === 'cost'
          ? { layer: network.value.layers.length + 1, unit: 0 }
          : (selection.pinned.value ?? { layer: 2, unit: 0 })
    // The same unit at the next step is no other unit.
    return before?.layer === now.layer && before.unit === now.unit ? before : now
  })
  const unit = shallowRef(ofStep.value)
  let frame = 0
  watch(ofStep, () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => setTimeout(() => (unit.value = ofStep.value)))
  })
  // A unit of another network must not be asked for.
  watch(network, () => (unit.value = ofStep.value), { flush: 'sync' })
  onScopeDispose(() => cancelAnimationFrame(frame))
  const weight = shallowRef(0)
  watch(
    [unit, network],
    () => {
      const { layer, unit: index } = unit.value
      const block = thetaBlocks(network.value)[Math.max(0, layer - 2)]
      if (block) weight.value = block.offset + (layer === 1 ? index + 1 : index * block.columns + 1)
    },
    { immediate: true },
  )
  return { unit, weight }
}
