import { mount, type VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import UiNumberField from '../../../src/renderer/ui/UiNumberField.vue'

let field: VueWrapper | undefined
afterEach(() => field?.unmount())

function mountField(props: Partial<InstanceType<typeof UiNumberField>['$props']> = {}) {
  const mounted = mount(UiNumberField, {
    props: {
      label: 'Units',
      modelValue: 3,
      rule: { min: 1, max: 8, integer: true },
      'onUpdate:modelValue': (value: number) => mounted.setProps({ modelValue: value }),
      ...props,
    },
    attachTo: document.body,
  })
  field = mounted
  const values = (): unknown[] => (mounted.emitted('update:modelValue') ?? []).map(([value]) => value)
  return { mounted, input: mounted.get('input'), values }
}

it('takes a number with Enter, and when it is left', async () => {
  const { input, values } = mountField()
  await input.setValue('5')
  expect(values()).toEqual([])
  await input.trigger('keydown', { key: 'Enter' })
  await input.setValue('7')
  await input.trigger('blur')
  expect(values()).toEqual([5, 7])
})

it.each([
  ['', 'Type a whole number from 1 to 8.'],
  ['x', '“x” is not a number. Type a whole number from 1 to 8.'],
  ['1.5', 'Only a whole number from 1 to 8 works here.'],
  ['0', 'Out of range: type a whole number from 1 to 8.'],
  ['9', 'Out of range: type a whole number from 1 to 8.'],
])('refuses %j in a sentence, and nothing changes', async (text, message) => {
  const { mounted, input, values } = mountField()
  await input.setValue(text)
  await input.trigger('blur')
  expect(values()).toEqual([])
  expect(mounted.get('[role=alert]').text()).toBe(message)
  expect(input.element.value).toBe(text)

  await input.setValue('4')
  await input.trigger('keydown', { key: 'Enter' })
  expect(values()).toEqual([4])
  expect(mounted.find('[role=alert]').exists()).toBe(false)
})

it('goes back to the number it had on Escape', async () => {
  const { mounted, input, values } = mountField()
  await input.setValue('x')
  await input.trigger('blur')
  await input.trigger('keydown', { key: 'Escape' })
  expect(input.element.value).toBe('3')
  expect(mounted.find('[role=alert]').exists()).toBe(false)
  expect(values()).toEqual([])
})

describe('arrow keys', () => {
  it('step up and down, within what is allowed', async () => {
    const { input, values } = mountField({ modelValue: 7 })
    await input.trigger('keydown', { key: 'ArrowUp' })
    await input.trigger('keydown', { key: 'ArrowUp' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    expect(values()).toEqual([8, 7])
  })
})

it('follows its owner, also away from what was typed and refused', async () => {
  const { mounted, input } = mountField()
  await input.setValue('x')
  await input.trigger('blur')
  await mounted.setProps({ modelValue: 6 })
  await nextTick()
  expect(input.element.value).toBe('6')
  expect(mounted.find('[role=alert]').exists()).toBe(false)
})
