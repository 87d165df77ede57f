/** The keys that work everywhere in the lab, and the host's menu, which says the same things. */
import { useEventListener } from '@vueuse/core'
import { onScopeDispose } from 'vue'
import type { LabApi, MenuCommand } from '../../shared/lab-api'
import type { Lab } from './lab'

export function useShortcuts(lab: Lab, host: LabApi): void {
  const run = (command: MenuCommand): void => {
    takeTyped()
    switch (command) {
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
    }
  }

  onScopeDispose(host.onMenuCommand(run))

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return
    // Electron's menu has the same keys and would answer a second time.
    const command = host.host === 'browser' ? commandOf(event) : null
    if (command && !(isHistory(command) && isTextField(event.target))) {
      event.preventDefault()
      run(command)
    } else if (event.key === ' ' && !isControl(event.target)) {
      event.preventDefault()
      if (lab.run.running.value) lab.run.pause()
      else lab.run.train()
    }
  })
}

/** What is being typed counts: a field takes it when it loses the focus. */
function takeTyped(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLInputElement && isTextField(activeElement)) activeElement.blur()
}

function commandOf(event: KeyboardEvent): MenuCommand | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null
  const key = event.key.toLowerCase()
  if (key === 'o') return 'open'
  if (key === 's') return event.shiftKey ? 'save-as' : 'save'
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  if (key === 'y') return 'redo'
  return null
}

function isHistory(command: MenuCommand): boolean {
  return command === 'undo' || command === 'redo'
}

/** Text has an undo of its own. */
function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio'].includes(target.type)
  return target instanceof HTMLTextAreaElement
}

/** What Space already means something for. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('button, input, select, textarea, summary, a, [role], [tabindex]') !== null
  )
}
