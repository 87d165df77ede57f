/** The keys that work everywhere in the lab, and the host's menu, which says the same things. */
import { useEventListener } from '@vueuse/core'
import { onScopeDispose } from 'vue'
import type { LabApi } from '../../shared/lab-api'
import { LAB_KEYS, type LabAction, type LabKey } from './keys'
import type { Lab } from './lab'

export function useShortcuts(lab: Lab, host: LabApi): void {
  const run = (action: LabAction): void => {
    switch (action) {
      case 'open':
        return void lab.files.open()
      case 'save':
        return void lab.files.save()
      case 'save-as':
        return void lab.files.saveAs()
      case 'undo':
        return lab.document.undo()
      case 'redo':
        return lab.document.redo()
      case 'train':
        return lab.run.running.value ? lab.run.pause() : lab.run.train()
      case 'keys':
        lab.keysShown.value = true
    }
  }
  const runCommand = (action: LabAction): void => {
    takeTyped()
    run(action)
  }

  onScopeDispose(host.onMenuCommand(runCommand))

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return
    const found = LAB_KEYS.find((each) => isPressed(each, event))
    if (!found || isOthers(found, event.target)) return
    // Electron's menu has the same keys and would answer a second time.
    if (found.command && host.host !== 'browser') return
    event.preventDefault()
    if (found.command) runCommand(found.action)
    else run(found.action)
  })
}

function isPressed({ key, command = false, shift = false }: LabKey, event: KeyboardEvent): boolean {
  if (event.altKey || event.key.toLowerCase() !== key) return false
  if ((event.ctrlKey || event.metaKey) !== command) return false
  // Where “?” is on the keyboard, and whether Shift is needed for it, differs from country to country.
  return !command || event.shiftKey === shift
}

/** Whether the key means something else where the focus is. */
function isOthers({ action, command }: LabKey, target: EventTarget | null): boolean {
  // Text has an undo of its own.
  if (command) return (action === 'undo' || action === 'redo') && isTextField(target)
  if (action === 'keys') return isTextField(target) || isWithin(target, 'select, dialog')
  return isWithin(target, 'button, input, select, textarea, summary, a, [role], [tabindex]')
}

/** What is being typed counts: a field takes it when it loses the focus. */
function takeTyped(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLInputElement && isTextField(activeElement)) activeElement.blur()
}

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio'].includes(target.type)
  return target instanceof HTMLTextAreaElement
}

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}
