import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LAB_CHANNELS } from '../../src/shared/lab-api'
import { startLab } from './start-lab'

const bytes = Uint8Array.of(1, 2, 3)

describe('the door is closed', () => {
  test.each([
    ['a page of another origin', { origin: 'https://example.org', parent: null }],
    ['an opaque origin', { origin: 'null', parent: null }],
    ['a frame within the page', { origin: 'app://lab', parent: { origin: 'app://lab', parent: null } }],
    ['another window’s frame', { origin: 'app://lab', parent: null }],
  ])('to %s', async (_who, sender) => {
    const { electron, lab, folder } = await startLab()
    const path = join(folder, 'stolen.dlab')
    electron.stub.chosenPath = path
    electron.stub.sender = sender
    await expect(lab.open()).rejects.toThrow('Only the lab’s own page may ask')
    await expect(lab.askToSave(null, 'stolen')).rejects.toThrow('Only the lab’s own page may ask')
    await expect(lab.save('stolen', bytes)).rejects.toThrow('Only the lab’s own page may ask')
    await expect(lab.exportFile('stolen.csv', bytes)).rejects.toThrow('Only the lab’s own page may ask')
    await expect(lab.listRecent()).rejects.toThrow('Only the lab’s own page may ask')
    await expect(lab.listCopies()).rejects.toThrow('Only the lab’s own page may ask')
    await expect(
      lab.keepCopy(
        1,
        { name: 'a', epoch: 0, file: null, savedAt: null, onlyTrained: false },
        { document: bytes, run: bytes },
      ),
    ).rejects.toThrow('Only the lab’s own page may ask')
    expect(electron.stub.dialogs).toEqual([])
    expect(existsSync(path)).toBe(false)
  })

  test('to a foreign frame that says there is nothing to save', async () => {
    const { electron, lab, window } = await startLab()
    lab.setUnsaved(true)
    electron.stub.sender = { origin: 'https://example.org', parent: null }
    lab.setUnsaved(false)
    expect(window.isEdited).toBe(true)
  })

  test('to the window’s own frame once it shows another page', async () => {
    const { lab, window } = await startLab()
    window.webContents.mainFrame.origin = 'https://example.org'
    await expect(lab.open()).rejects.toThrow('Only the lab’s own page may ask')
  })
})

describe('arguments are looked at', () => {
  const wrong = { status: 'failed', failure: 'failed', detail: 'wrong arguments' }

  test.each([
    ['nothing', []],
    ['too few', ['t']],
    ['too many', ['t', bytes, false, 1]],
    ['no token', [null, bytes]],
    ['a path as an object', [{ path: '/etc/passwd' }, bytes]],
    ['a token without end', ['t'.repeat(65), bytes]],
    ['text for bytes', ['t', 'bytes']],
    ['a list for bytes', ['t', [1, 2]]],
    ['wider numbers for bytes', ['t', Float32Array.of(1)]],
    ['a word for yes', ['t', bytes, 'replace']],
  ])('save with %s is refused', async (_what, values) => {
    const { electron } = await startLab()
    expect(await electron.ipcRenderer.invoke(LAB_CHANNELS.save, ...values)).toEqual(wrong)
    expect(electron.stub.dialogs).toEqual([])
  })

  test.each([
    ['nothing', []],
    ['too few', [null]],
    ['too many', [null, 'a', 1]],
    ['no name', [null, '']],
    ['a number for a name', [null, 7]],
    ['a path as an object', [{ path: '/etc/passwd' }, 'a']],
    ['a token without end', ['t'.repeat(65), 'a']],
  ])('to ask for a place with %s is refused', async (_what, values) => {
    const { electron } = await startLab()
    expect(await electron.ipcRenderer.invoke(LAB_CHANNELS.askToSave, ...values)).toEqual(wrong)
    expect(electron.stub.dialogs).toEqual([])
  })

  test.each([
    ['nothing', []],
    ['too much', ['a.csv', bytes, 1]],
    ['no name', ['', bytes]],
    ['a long name', [`${'a'.repeat(252)}.csv`, bytes]],
    ['a path as an object', [{ path: '/etc/passwd' }, bytes]],
    ['text for bytes', ['a.csv', 'bytes']],
  ])('an export with %s is refused', async (_what, values) => {
    const { electron } = await startLab()
    expect(await electron.ipcRenderer.invoke(LAB_CHANNELS.exportFile, ...values)).toEqual(wrong)
    expect(electron.stub.dialogs).toEqual([])
  })

  const note = { name: 'a', epoch: 1, file: null, savedAt: null, onlyTrained: false }
  const parts = { document: null, run: bytes }
  test.each<[keyof typeof LAB_CHANNELS, unknown[]]>([
    ['reopen', []],
    ['reopen', [7]],
    ['reopen', ['t'.repeat(65)]],
    ['openVersion', ['token']],
    ['openVersion', ['token', { path: '/etc/passwd' }]],
    ['openVersion', ['token', 'v'.repeat(129)]],
    ['keepCopy', [0, note, parts]],
    ['keepCopy', [1.5, note, parts]],
    ['keepCopy', ['../x', note, parts]],
    ['keepCopy', [1, { ...note, epoch: -1 }, parts]],
    ['keepCopy', [1, { ...note, savedAt: NaN }, parts]],
    ['keepCopy', [1, { ...note, file: '/etc/passwd'.repeat(9) }, parts]],
    ['keepCopy', [1, { ...note, path: '/etc' }, parts]],
    ['keepCopy', [1, { ...note, name: 'n'.repeat(1001) }, parts]],
    ['keepCopy', [1, note, { document: 'text', run: bytes }]],
    ['keepCopy', [1, note, { document: null, run: null }]],
    ['keepCopy', [1, note, parts, 'more']],
    ['dropCopy', [-1]],
    ['openCopy', [null]],
    ['openCopy', ['c'.repeat(129)]],
    ['discardCopy', [['a']]],
  ])('%s with %j is refused', async (call, values) => {
    const { electron, userData } = await startLab()
    expect(await electron.ipcRenderer.invoke(LAB_CHANNELS[call], ...values)).toEqual(wrong)
    expect(existsSync(join(userData, 'kept'))).toBe(false)
  })

  test.each<[keyof typeof LAB_CHANNELS, unknown[], unknown]>([
    ['changedOutside', [{ path: '/etc/passwd' }], false],
    ['listRecent', [1], []],
    ['listVersions', [], []],
    ['listCopies', ['/etc'], []],
  ])('%s with %j tells nothing', async (call, values, answer) => {
    const { electron } = await startLab()
    expect(await electron.ipcRenderer.invoke(LAB_CHANNELS[call], ...values)).toEqual(answer)
  })

  test('open with a path is refused', async () => {
    const { electron } = await startLab()
    expect(await electron.ipcRenderer.invoke(LAB_CHANNELS.open, '/etc/passwd')).toEqual(wrong)
    expect(electron.stub.dialogs).toEqual([])
  })

  test.each([[[]], [['yes']], [[true, true]], [[null]]])('setUnsaved with %j changes nothing', async (values) => {
    const { electron, window } = await startLab()
    electron.ipcRenderer.send(LAB_CHANNELS.setUnsaved, ...values)
    expect(window.isEdited).toBe(false)
  })
})

test('there are no other channels', async () => {
  const { electron } = await startLab()
  const { setUnsaved: _told, menuCommand: _sent, fileGiven: _given, ...asked } = LAB_CHANNELS
  expect([...electron.ipcMain.handlers.keys()].sort()).toEqual(Object.values(asked).sort())
  expect(electron.ipcMain.eventNames()).toEqual([LAB_CHANNELS.setUnsaved])
})
