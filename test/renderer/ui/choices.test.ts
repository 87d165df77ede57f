import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import UiChip from '../../../src/renderer/ui/UiChip.vue'
import UiSegmented from '../../../src/renderer/ui/UiSegmented.vue'
import UiSelect from '../../../src/renderer/ui/UiSelect.vue'

let mounted: VueWrapper | undefined
afterEach(() => mounted?.unmount())

const costs = [
  { value: 'cross-entropy', label: 'cross-entropy' },
  { value: 'squared-error', label: 'squared error', disabled: true, hint: 'not with softmax outputs' },
] as const

it('a select names its choice and what can’t be chosen, and why', () => {
  mounted = mount(UiSelect, { props: { label: 'Cost', modelValue: 'cross-entropy', options: costs } })
  expect(mounted.get('label').text()).toContain('Cost')
  const [chosen, refused] = mounted.findAll('option')
  expect(chosen?.element.selected).toBe(true)
  expect(refused?.element.disabled).toBe(true)
  expect(refused?.text()).toContain('not with softmax outputs')
})

it('a select asks its owner, and shows what the owner has', async () => {
  const options = [
    { value: 'sgd', label: 'gradient descent' },
    { value: 'adam', label: 'Adam' },
  ]
  const select = mount(UiSelect, { props: { label: 'Optimizer', modelValue: 'sgd', options } })
  mounted = select
  await select.get('select').setValue('adam')
  expect(select.emitted('update:modelValue')).toEqual([['adam']])
  expect(select.get<HTMLSelectElement>('select').element.value).toBe('sgd')
  await select.setProps({ modelValue: 'adam' })
  expect(select.get<HTMLSelectElement>('select').element.value).toBe('adam')
})

it('a segmented control is a named group of radio buttons', async () => {
  const segmented = mount(UiSegmented, {
    props: {
      label: 'Edges show',
      modelValue: 'theta',
      options: [
        { value: 'theta', label: 'θ' },
        { value: 'flow', label: 'θ·δ', name: 'theta times delta' },
      ],
    },
  })
  mounted = segmented
  expect(segmented.get('[role=radiogroup]').attributes('aria-label')).toBe('Edges show')
  const [theta, flow] = segmented.findAll<HTMLInputElement>('input[type=radio]')
  expect(theta?.element.checked).toBe(true)
  expect(flow?.attributes('aria-label')).toBe('theta times delta')
  await flow?.setValue(true)
  expect(segmented.emitted('update:modelValue')).toEqual([['flow']])
})

it('a chip switches, and stays as it is where it is locked', async () => {
  const chip = mount(UiChip, { props: { pressed: true }, slots: { default: 'x₁' } })
  mounted = chip
  await chip.get('button').trigger('click')
  expect(chip.emitted('toggle')).toEqual([[false]])
  await chip.setProps({ locked: true, hint: 'The network needs at least one input.' })
  await chip.get('button').trigger('click')
  expect(chip.emitted('toggle')).toHaveLength(1)
  expect(chip.get('button').attributes('aria-disabled')).toBe('true')
})
