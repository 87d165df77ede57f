import { describe, expect, test } from 'vitest'
import { menuTemplate } from '../../src/main/menu'
import type { MenuCommand } from '../../src/shared/lab-api'

const platforms = ['darwin', 'linux', 'win32'] as const

/** The items of all menus that do something of the lab's own. */
function ownItems(platform: NodeJS.Platform, send: (command: MenuCommand) => void = () => undefined) {
  return menuTemplate(platform, send)
    .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    .filter(({ click }) => click)
}

describe.each(platforms)('on %s', (platform) => {
  test('every item asks the page for one thing, under a key of its own', () => {
    const asked: MenuCommand[] = []
    const items = ownItems(platform, (command) => asked.push(command))
    // Electron hands a click the item, the window and the event; the lab needs none of them.
    for (const { click } of items) click?.(undefined as never, undefined, undefined as never)
    expect(asked).toEqual(['open', 'save', 'save-as', 'undo', 'redo'])
    expect(new Set(items.map(({ accelerator }) => accelerator)).size).toBe(items.length)
  })

  test('nothing reloads the page and so throws the experiment away', () => {
    expect(JSON.stringify(menuTemplate(platform, () => undefined))).not.toMatch(/reload/i)
  })

  test('text can be copied and pasted', () => {
    const template = JSON.stringify(menuTemplate(platform, () => undefined))
    for (const role of ['cut', 'copy', 'paste', 'selectAll']) expect(template).toContain(`{"role":"${role}"}`)
  })
})

test.each([
  { platform: 'win32', redo: 'Ctrl+Y', first: 'File' },
  { platform: 'linux', redo: 'CmdOrCtrl+Shift+Z', first: 'File' },
  { platform: 'darwin', redo: 'CmdOrCtrl+Shift+Z', first: undefined },
] as const)('$platform has its own customs', ({ platform, redo, first }) => {
  expect(ownItems(platform).find(({ label }) => label === 'Redo')?.accelerator).toBe(redo)
  expect(menuTemplate(platform, () => undefined)[0]?.label).toBe(first)
})
