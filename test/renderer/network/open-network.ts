/** The drawing in a real lab. */
import type { DOMWrapper } from '@vue/test-utils'
import NetworkView from '../../../src/renderer/network/NetworkView.vue'
import type { Experiment } from '../../../src/shared/experiment'
import { giveElementsSize } from '../element-size'
import { mountInLab, type MountedInLab } from '../mount-in-lab'

/** What `get` finds. */
type Found<T extends Element = Element> = Omit<DOMWrapper<T>, 'exists'>

export interface OpenNetwork extends MountedInLab {
  readonly named: (label: string) => Found
  /** The ellipse of a unit; layers from 1, units from 0. */
  readonly unit: (layer: number, unit: number) => Found
  /** z, a and δ as they stand on it. */
  readonly numbersOn: (layer: number, unit: number) => string
  readonly card: () => string
  theta(): readonly number[]
  /** Opens the editor of a weight, by the label of its button. */
  openEditor(label: string): Promise<Found<HTMLInputElement>>
}

export async function openNetwork(experiment: Experiment, size = { width: 900, height: 620 }): Promise<OpenNetwork> {
  giveElementsSize(size.width, size.height)
  const stand = await mountInLab(NetworkView, experiment)
  const { page, lab, settle } = stand
  const named = (label: string): Found => page.get(`[aria-label="${label}"]`)
  const unit = (layer: number, at: number): Found => page.get(`[data-unit="${layer}-${at}"]`)
  return {
    ...stand,
    named,
    unit,
    numbersOn: (layer, at) => unit(layer, at).text().replaceAll(/\s+/g, ' '),
    card: () => page.get('section.card').text().replaceAll(/\s+/g, ' '),
    theta: () => [...(lab.readings.model.value?.theta ?? [])],
    async openEditor(label) {
      await named(label).trigger('click')
      await settle()
      return page.get<HTMLInputElement>('[role=dialog] input')
    },
  }
}
