/** The list of keys has every key that a handler answers to, each with words for what it does. */
import { afterEach, expect, it } from 'vitest'
import KeyboardDialog from '../../../src/renderer/header/KeyboardDialog.vue'
import { LAB_KEYS, ROOM_KEYS } from '../../../src/renderer/lab/keys'
import { messages } from '../../../src/shared/messages'
import { experimentWith } from '../data/experiment-with'
import { mountInLab, type MountedInLab } from '../mount-in-lab'

let stand: MountedInLab | undefined
afterEach(() => stand?.page.unmount())

it('lists all of them', async () => {
  stand = await mountInLab(KeyboardDialog, experimentWith({}))
  stand.lab.keysShown.value = true
  await stand.settle()
  const lines = stand.page.findAll('dl > div').map((line) => ({
    keys: line.findAll('kbd').map((key) => key.text()),
    does: line.get('dd').text(),
  }))
  const shown = lines.flatMap(({ keys }) => keys)
  for (const chord of ['Space', 'Ctrl+O', 'Ctrl+S', 'Ctrl+Shift+S', 'Ctrl+Z', 'Ctrl+Y', '?'])
    expect(shown).toContain(chord)
  const rooms = Object.values(ROOM_KEYS)
  const inRooms = rooms.reduce((total, keys) => total + Object.keys(keys).length, 0)
  expect(shown).toHaveLength(LAB_KEYS.length + messages.keyboard.everywhere.besides.length + inRooms)
  // An action without words would stand there by its own name.
  const actions = new Set<string>([
    ...LAB_KEYS.map(({ action }) => action),
    ...rooms.flatMap((keys): string[] => Object.values(keys)),
  ])
  expect(lines.filter(({ does }) => actions.has(does))).toEqual([])
})
