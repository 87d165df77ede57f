/** What the drawing shows while the microscope walks: the unit of the step, and on which way and by which edges it is seen. */
import type { PropagationDirection } from '../../formula/arithmetic'
import type { EdgeQuantity, LabSelection } from '../lab'
import type { Step } from './steps'

/** The way and the edges that the user has chosen, while the steps show what is theirs. */
export function keepView({ direction, edgesShow }: LabSelection) {
  let own: { readonly direction: PropagationDirection; readonly edgesShow: EdgeQuantity } | null = null
  return {
    remember: () => (own = { direction: direction.value, edgesShow: edgesShow.value }),
    giveBack() {
      if (!own) return
      direction.value = own.direction
      edgesShow.value = own.edgesShow
      own = null
    },
  }
}

/** What the drawing lights up at a step. */
export function showInDrawing(selection: LabSelection, step: Step): void {
  if (!('unit' in step)) {
    // An input may be chosen while the example is looked at.
    if (step.kind === 'cost' || selection.pinned.value?.layer !== 1) selection.pinned.value = null
    selection.direction.value = step.kind === 'cost' ? 'backward' : 'forward'
    selection.edgesShow.value = 'theta'
    return
  }
  selection.pinned.value = { layer: step.layer, unit: step.unit }
  selection.direction.value = step.kind === 'delta' ? 'backward' : 'forward'
  selection.edgesShow.value = step.kind === 'delta' ? 'flow' : step.kind === 'gradient' ? 'gradient' : 'theta'
}

/** The step of that kind, as far as there is one, for another unit. */
export function stepFor(
  kind: Step['kind'],
  { layer, unit }: { layer: number; unit: number },
  outputLayer: number,
): Step {
  if (layer === 1) return { kind: 'inputs' }
  if (kind === 'delta') return { kind: 'delta', stage: layer === outputLayer ? 'output' : 'gate', layer, unit }
  if (kind === 'gradient' || kind === 'update') return { kind, layer, unit }
  return { kind: 'forward', layer, unit }
}
