import { mount, type VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import UiSlider from '../../../src/renderer/ui/UiSlider.vue'

let slider: VueWrapper | undefined
afterEach(() => slider?.unmount())

/** A slider whose owner takes every value. */
function mountSlider(props: Partial<InstanceType<typeof UiSlider>['$props']> = {}) {
  const mounted = mount(UiSlider, {
    props: {
      label: 'Learning rate',
      symbol: 'α',
      modelValue: 0.3,
      stops: [0.001, 0.01, 0.1, 1, 10],
      rule: { min: 0, aboveMin: true, max: 1000 },
      'onUpdate:modelValue': (value: number) => mounted.setProps({ modelValue: value }),
      ...props,
    },
    attachTo: document.body,
  })
  slider = mounted
  const changes = (): [number, string][] => (mounted.emitted('update:modelValue') ?? []) as [number, string][]
  return { mounted, range: mounted.get<HTMLInputElement>('input[type=range]'), changes }
}

describe('dragging', () => {
  it('takes the nearest value, and is one gesture until it is let go', async () => {
    const { range, changes, mounted } = mountSlider()
    await range.trigger('pointerdown')
    for (const position of [2.1, 1.2, 0.2]) {
      range.element.value = String(position)
      await range.trigger('input')
    }
    await range.trigger('change')
    await range.trigger('pointerdown')
    range.element.value = '3'
    await range.trigger('input')

    const [first, second, third, next] = changes()
    expect([first?.[0], second?.[0], third?.[0], next?.[0]]).toEqual([0.1, 0.01, 0.001, 1])
    expect(second?.[1]).toBe(first?.[1])
    expect(third?.[1]).toBe(first?.[1])
    expect(next?.[1]).not.toBe(first?.[1])
    expect(mounted.emitted('commit')).toEqual([[0.001]])
  })

  it('says nothing while it stays at the same value', async () => {
    const { range, changes } = mountSlider({ modelValue: 0.1 })
    range.element.value = '2.3'
    await range.trigger('input')
    expect(changes()).toEqual([])
  })

  it('shows the owner’s value where a change is not taken', async () => {
    const { range } = mountSlider({ modelValue: 0.1, 'onUpdate:modelValue': () => undefined })
    range.element.value = '4'
    await range.trigger('input')
    await nextTick()
    expect(range.element.valueAsNumber).toBe(2)
  })
})

describe('keys', () => {
  it.each([
    ['ArrowRight', 1],
    ['ArrowUp', 1],
    ['ArrowLeft', 0.1],
    ['ArrowDown', 0.1],
    ['Home', 0.001],
    ['End', 10],
    ['PageUp', 1],
  ])('%s goes from 0.3 to %d', async (key, value) => {
    const { range, changes } = mountSlider()
    await range.trigger('keydown', { key })
    expect(changes().map(([changed]) => changed)).toEqual([value])
  })

  it('leaves Ctrl+Z and letters alone', async () => {
    const { range, changes } = mountSlider()
    await range.trigger('keydown', { key: 'z', ctrlKey: true })
    await range.trigger('keydown', { key: 'a' })
    expect(changes()).toEqual([])
  })

  it('is one gesture while it has the focus', async () => {
    const { range, changes } = mountSlider()
    await range.trigger('focus')
    await range.trigger('keydown', { key: 'ArrowRight' })
    await range.trigger('keydown', { key: 'ArrowRight' })
    expect(new Set(changes().map(([, gesture]) => gesture)).size).toBe(1)
  })
})

describe('typing the exact value', () => {
  async function startTyping() {
    const stand = mountSlider()
    await stand.mounted.get('button').trigger('click')
    await nextTick()
    return { ...stand, field: stand.mounted.get<HTMLInputElement>('input[type=text]') }
  }

  it('offers the value as a button that says so', () => {
    const { mounted } = mountSlider()
    expect(mounted.get('button').attributes('aria-label')).toBe('Learning rate α: 0.3, type an exact value')
    expect(mounted.get('button').text()).toBe('0.3')
  })

  it('takes what the slider has no stop for, also beyond its end', async () => {
    const { field, mounted, changes } = await startTyping()
    expect(document.activeElement).toBe(field.element)
    await field.setValue('25')
    await field.trigger('keydown', { key: 'Enter' })
    await nextTick()
    expect(changes().map(([value]) => value)).toEqual([25])
    expect(mounted.get('button').text()).toBe('25')
    expect(document.activeElement).toBe(mounted.get('button').element)
  })

  it.each(['', 'abc', '0', '-1', 'NaN', '1e30'])('refuses %j and says what is allowed', async (text) => {
    const { field, mounted, changes } = await startTyping()
    await field.setValue(text)
    await field.trigger('keydown', { key: 'Enter' })
    expect(changes()).toEqual([])
    expect(mounted.get('[role=alert]').text()).toMatch(/a number above 0, up to 1000\.$/)
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(field.attributes('aria-describedby')).toBe(mounted.get('[role=alert]').attributes('id'))
  })

  it('gives up on Escape', async () => {
    const { field, mounted, changes } = await startTyping()
    await field.setValue('abc')
    await field.trigger('keydown', { key: 'Escape' })
    await nextTick()
    expect(changes()).toEqual([])
    expect(mounted.get('button').text()).toBe('0.3')
  })
})

it('tells a screen reader its name and its value as the screen shows it', () => {
  const { range, mounted } = mountSlider({ format: (value) => `${value * 100} %`, modelValue: 0.1 })
  expect(range.attributes('aria-valuetext')).toBe('10 %')
  const label = mounted.get('label')
  expect(label.attributes('for')).toBe(range.attributes('id'))
  expect(label.text()).toBe('Learning rate α')
})
