/** The microscope as it is seen and heard, beside the drawing, in a real lab. */
import type { DOMWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { vi } from 'vitest'
import LabHeader from '../../../src/renderer/header/LabHeader.vue'
import StepCard from '../../../src/renderer/microscope/StepCard.vue'
import NetworkView from '../../../src/renderer/network/NetworkView.vue'
import ReadingsPanel from '../../../src/renderer/readings/ReadingsPanel.vue'
import type { Experiment } from '../../../src/shared/experiment'
import { giveElementsSize } from '../element-size'
import { latexOf } from '../formula/typeset-formulas'
import { mountInLab, type MountedInLab } from '../mount-in-lab'
import { holdBack, type HeldBack } from './held-back'

/** What `get` finds. */
export type Found<T extends Element = Element> = Omit<DOMWrapper<T>, 'exists'>

export interface OpenMicroscope extends MountedInLab {
  readonly held: HeldBack
  readonly root: Found
  readonly region: (name: string) => Found
  /** The ellipse of a unit; layers from 1, units from 0. */
  readonly unit: (layer: number, unit: number) => Found
  readonly steps: () => Found
  /** Of the step's card. */
  readonly title: () => string
  /** LaTeX of every formula on the step's card, as KaTeX keeps it for copying. */
  readonly formulas: () => Promise<string[]>
  click(name: string, within?: Found): Promise<void>
  press(found: Found, key: string, options?: { shiftKey?: boolean }): Promise<void>
  choose(label: string, within?: Found): Promise<void>
  close(): void
}

export const words = (found: Found): string => found.text().replaceAll(/\s+/g, ' ')

/** As the page puts them together. */
const Screen = defineComponent(
  () => () =>
    h('div', { id: 'screen' }, [h(LabHeader), h(NetworkView, null, { step: () => h(StepCard) }), h(ReadingsPanel)]),
)

/** At the first step of example 0. */
export async function openMicroscope(experiment: Experiment): Promise<OpenMicroscope> {
  const held = holdBack()
  giveElementsSize(900, 620)
  const stand = await mountInLab(Screen, experiment, held.through)
  const { page, lab, settle } = stand
  lab.selection.example.value = 0
  lab.microscope.isOpen.value = true
  await settle()
  const root = page.get('#screen')
  return {
    ...stand,
    held,
    root,
    region: (name) => page.get(`section[aria-label="${name}"]`),
    unit: (layer, unit) => page.get(`[data-unit="${layer}-${unit}"]`),
    steps: () => page.get('[role=slider][aria-label="Steps"]'),
    title: () => page.get('.step-card h2').text(),
    formulas: () => latexOf(page, '.step-card'),
    async click(name, within = root) {
      const button = within.findAll('button').find((each) => each.text() === name)
      if (!button) throw new Error(`There is no button ${name}`)
      await button.trigger('click')
      await settle()
    },
    async press(found, key, options = {}) {
      await found.trigger('keydown', { key, ...options })
      await settle()
    },
    async choose(label, within = root) {
      const radio = within
        .findAll<HTMLInputElement>('input[type=radio]')
        .find(({ element }) => element.closest('label')?.textContent?.trim() === label)
      if (!radio) throw new Error(`There is no choice ${label}`)
      await radio.setValue()
      await settle()
    },
    close() {
      held.release()
      page.unmount()
      localStorage.clear()
      vi.unstubAllGlobals()
    },
  }
}
