import { expect, test, vi } from 'vitest'
import { LAB_CHANNELS, MENU_COMMANDS } from '../../src/shared/lab-api'
import { startLab } from '../main/start-lab'

test('the page sees the contract and nothing else', async () => {
  const { electron, lab } = await startLab()
  expect(Object.keys(electron.stub.exposed)).toEqual(['lab'])
  expect(Object.keys(lab).sort()).toEqual(['exportFile', 'host', 'onMenuCommand', 'open', 'save', 'setUnsaved'])
  expect(lab.host).toBe('electron')
})

test.each(MENU_COMMANDS)('the menu’s %s reaches the page, without Electron’s event', async (command) => {
  const { lab, window } = await startLab()
  const listener = vi.fn()
  lab.onMenuCommand(listener)
  window.webContents.send(LAB_CHANNELS.menuCommand, command)
  expect(listener.mock.calls).toEqual([[command]])
})

test('a listener that stopped hears nothing, the others still do', async () => {
  const { lab, window } = await startLab()
  const [first, second] = [vi.fn(), vi.fn()]
  const stop = lab.onMenuCommand(first)
  lab.onMenuCommand(second)
  // The bridge can hand over only plain values: what stops a listener must return none.
  expect(stop()).toBeUndefined()
  window.webContents.send(LAB_CHANNELS.menuCommand, 'undo')
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledOnce()
})

test('unsaved changes are told to the main process', async () => {
  const { lab, window } = await startLab()
  lab.setUnsaved(true)
  expect(window.isEdited).toBe(true)
  lab.setUnsaved(false)
  expect(window.isEdited).toBe(false)
})
