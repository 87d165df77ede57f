/** Which unit stands out: under the pointer for a while, by click or key until another one is chosen. */
import { computed, nextTick, type ComputedRef } from 'vue'
import type { UnitAddress } from '../../shared/trainer'
import { actionOf, UNIT_KEYS } from '../lab/keys'
import type { LabSelection } from '../lab/lab'
import type { NetworkLayout } from './layout'
import { isArrowKey, nextUnit } from './unit-navigation'

export interface UnitChoice {
  /** The one unit that the tab key stops at; from there the arrow keys lead on. */
  readonly tabStop: ComputedRef<UnitAddress>
  /** What a unit's element listens to. */
  events(unit: UnitAddress): UnitEvents
}

export interface UnitEvents {
  pointerenter(): void
  pointerleave(): void
  focus(event: FocusEvent): void
  click(event: MouseEvent): void
  keydown(event: KeyboardEvent): void
}

export function isUnit(chosen: UnitAddress | null, layer: number, unit: number): boolean {
  return chosen?.layer === layer && chosen.unit === unit
}

export interface UnitChoiceOptions {
  readonly selection: LabSelection
  readonly layout: () => NetworkLayout
  /** Gives the keyboard's focus to a unit's element. */
  readonly focus: (unit: UnitAddress) => void
}

export function useUnitChoice({ selection, layout, focus }: UnitChoiceOptions): UnitChoice {
  const { pinned, pointed } = selection

  const tabStop = computed<UnitAddress>(() => {
    const isShown = (unit: UnitAddress): boolean =>
      layout().layers[unit.layer - 1]?.shown.some((place) => place.unit === unit.unit) ?? false
    return pinned.value && isShown(pinned.value) ? pinned.value : { layer: 2, unit: 0 }
  })

  async function moveBy(event: KeyboardEvent, from: UnitAddress): Promise<void> {
    if (!isArrowKey(event.key)) return
    event.preventDefault()
    const next = nextUnit(layout(), from, event.key)
    pinned.value = next
    await nextTick()
    focus(next)
  }

  return {
    tabStop,
    events: (unit) => ({
      pointerenter: () => (pointed.value = unit),
      pointerleave: () => (pointed.value = null),
      focus(event) {
        // A mouse press gives focus too, and then its click decides.
        if (event.target instanceof Element && event.target.matches(':focus-visible')) pinned.value = unit
      },
      click(event) {
        // A second click lets go; a key press doesn't, since moving there has chosen the unit already.
        const letsGo = event.detail > 0 && isUnit(pinned.value, unit.layer, unit.unit)
        pinned.value = letsGo ? null : unit
      },
      keydown(event) {
        const action = actionOf(UNIT_KEYS, event)
        if (action === 'move') void moveBy(event, unit)
        if (action !== 'letGo' || !pinned.value) return
        // This once it closes nothing else.
        event.preventDefault()
        pinned.value = null
      },
    }),
  }
}
