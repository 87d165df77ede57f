import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { LabApi, MenuCommand } from '../../src/shared/lab-api'
import { startLab, type StartedLab } from './start-lab'
import { saveNew } from '../host/save-new'

const SAVE = 0
const DISCARD = 1
const CANCEL = 2

/** A lab with unsaved changes, whose page saves when it is told to. */
async function startUnsaved(button: number): Promise<StartedLab & { readonly asked: MenuCommand[] }> {
  const started = await startLab()
  const asked: MenuCommand[] = []
  started.electron.stub.chosenButton = button
  started.lab.onMenuCommand((command) => {
    asked.push(command)
    void savePage(started.lab)
  })
  started.lab.setUnsaved(true)
  return { ...started, asked }
}

function savePage(lab: LabApi): ReturnType<LabApi['save']> {
  return saveNew(lab, 'unsaved.dlab', Uint8Array.of(7))
}

/** Lets dialogs and files answer. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 50))

test('without unsaved changes the window closes at once', async () => {
  const { electron, window } = await startLab()
  window.close()
  expect(window.isDestroyed()).toBe(true)
  expect(electron.stub.dialogs).toEqual([])
})

test('with unsaved changes it asks first, and stays meanwhile', async () => {
  const { electron, window } = await startUnsaved(CANCEL)
  window.close()
  expect(window.isDestroyed()).toBe(false)
  expect(electron.stub.dialogs).toMatchObject([
    { kind: 'message', options: { buttons: ['Save', 'Don’t save', 'Cancel'], cancelId: CANCEL } },
  ])
  window.close()
  expect(electron.stub.dialogs).toHaveLength(1)
})

test('Cancel keeps it open, and the next close asks again', async () => {
  const { electron, window, asked } = await startUnsaved(CANCEL)
  window.close()
  await settle()
  window.close()
  await settle()
  expect(window.isDestroyed()).toBe(false)
  expect(asked).toEqual([])
  expect(electron.stub.dialogs).toHaveLength(2)
})

test('Don’t save closes it, and lets go of what was kept', async () => {
  const { window, asked, lab, userData } = await startUnsaved(DISCARD)
  const parts = { document: Uint8Array.of(1), run: Uint8Array.of(2) }
  const note = { name: 'a', epoch: 1, file: null, savedAt: null, onlyTrained: false }
  await lab.keepCopy(1, note, parts)
  expect(readdirSync(join(userData, 'kept/recovery'))).toHaveLength(2)
  window.close()
  // One that is still on its way.
  void lab.keepCopy(1, note, parts)
  await expect.poll(() => window.isDestroyed(), { timeout: 4000 }).toBe(true)
  expect(asked).toEqual([])
  expect(readdirSync(join(userData, 'kept/recovery'))).toEqual([])
})

test('Save saves and then closes it', async () => {
  const { electron, window, asked, folder } = await startUnsaved(SAVE)
  electron.stub.chosenPath = join(folder, 'kept.dlab')
  window.close()
  await expect.poll(() => window.isDestroyed(), { timeout: 4000 }).toBe(true)
  expect(asked).toEqual(['save'])
  expect(readFileSync(join(folder, 'kept.dlab'))).toEqual(Buffer.of(7))
})

test.each([
  ['is cancelled', null],
  ['fails', '/nowhere/at/all/lost.dlab'],
])('a save that %s keeps it open, and a later save does not close it', async (_how, path) => {
  const { electron, window, lab, folder } = await startUnsaved(SAVE)
  electron.stub.chosenPath = path
  window.close()
  await settle()
  expect(window.isDestroyed()).toBe(false)

  electron.stub.chosenPath = join(folder, 'later.dlab')
  expect(await savePage(lab)).toMatchObject({ status: 'done' })
  expect(window.isDestroyed()).toBe(false)
})

test('once saved, it closes without asking', async () => {
  const { electron, window, lab } = await startUnsaved(CANCEL)
  lab.setUnsaved(false)
  window.close()
  expect(window.isDestroyed()).toBe(true)
  expect(electron.stub.dialogs).toEqual([])
})

test('a save that had begun before is not the one it waits for', async () => {
  const { electron, lab, window, folder } = await startLab()
  electron.stub.chosenButton = SAVE
  electron.stub.chosenPath = join(folder, 'mine.dlab')
  lab.setUnsaved(true)
  const asked = await lab.askToSave(null, 'mine.dlab')
  if (asked.status !== 'done') throw new Error(asked.status)
  window.close()
  await settle()
  await lab.save(asked.file.token, Uint8Array.of(1))
  expect(window.isDestroyed()).toBe(false)
  await lab.askToSave(asked.file.token, 'mine.dlab')
  await lab.save(asked.file.token, Uint8Array.of(2))
  expect(window.isDestroyed()).toBe(true)
})

test('after a crash of the page no save closes it', async () => {
  const { electron, lab, window, folder } = await startLab()
  electron.stub.chosenButton = SAVE
  electron.stub.chosenPath = join(folder, 'mine.dlab')
  lab.setUnsaved(true)
  window.close()
  await settle()
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  await savePage(lab)
  expect(window.isDestroyed()).toBe(false)
})

test('an export is no answer: the window waits for the save', async () => {
  const { electron, lab, window, folder } = await startLab()
  electron.stub.chosenButton = SAVE
  let saving: Promise<unknown> = Promise.resolve()
  lab.onMenuCommand(() => {
    electron.stub.chosenPath = join(folder, 'picture.svg')
    saving = lab.exportFile('picture.svg', Uint8Array.of(1))
  })
  lab.setUnsaved(true)
  window.close()
  await settle()
  await saving
  expect(window.isDestroyed()).toBe(false)
})

test.each([
  ['soon', 1_000, true],
  ['long', 300_000, false],
])(
  'the page could not save when it was told to; one that works %s after closes the window: %s ms, %s',
  async (_, wait, closes) => {
    const { electron, lab, window, folder } = await startLab()
    electron.stub.chosenButton = SAVE
    electron.stub.chosenPath = join(folder, 'kept.dlab')
    lab.setUnsaved(true)
    window.close()
    await settle()
    const later = Date.now() + wait
    const now = vi.spyOn(Date, 'now').mockReturnValue(later)
    onTestFinished(() => now.mockRestore())
    await savePage(lab)
    expect(window.isDestroyed()).toBe(closes)
  },
)
