import { mount, type VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, expect, it } from 'vitest'
import UiConfirm from '../../../src/renderer/ui/UiConfirm.vue'
import UiDialog from '../../../src/renderer/ui/UiDialog.vue'

let mounted: VueWrapper | undefined
afterEach(() => mounted?.unmount())

it('a dialog opens with its owner, is named by its title, and closes by its button', async () => {
  const dialog = mount(UiDialog, {
    props: { title: 'Export', open: false },
    slots: { default: 'Words.' },
    attachTo: document.body,
  })
  mounted = dialog
  const element = dialog.get<HTMLDialogElement>('dialog')
  expect(element.element.open).toBe(false)
  expect(element.text()).toBe('')

  await dialog.setProps({ open: true })
  await nextTick()
  expect(element.element.open).toBe(true)
  const title = dialog.get('h2')
  expect(title.text()).toBe('Export')
  expect(element.attributes('aria-labelledby')).toBe(title.attributes('id'))

  await dialog.get('button[aria-label=Close]').trigger('click')
  expect(dialog.emitted('update:open')?.at(-1)).toEqual([false])
})

it('a question about a loss is answered by a button, not by a click beside it', async () => {
  const question = mount(UiConfirm, {
    props: { open: true, title: 'Discard your changes?', text: 'They are not saved.', confirmLabel: 'Discard' },
    attachTo: document.body,
  })
  mounted = question
  await nextTick()
  const dialog = question.get('dialog')
  expect(dialog.attributes('role')).toBe('alertdialog')
  await dialog.trigger('mousedown')
  expect(question.emitted('update:open')).toBeUndefined()

  const [cancel, discard] = question.findAll('button')
  expect(cancel?.text()).toBe('Cancel')
  await cancel?.trigger('click')
  expect(question.emitted('confirm')).toBeUndefined()
  await discard?.trigger('click')
  expect(question.emitted('confirm')).toHaveLength(1)
  expect(question.emitted('update:open')).toEqual([[false]])
})
