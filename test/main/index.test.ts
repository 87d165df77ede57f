import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { startLab, startMain, type StartedLab } from './start-lab'

describe('the one window', () => {
  test('loads a preload that a sandbox can load: CommonJS', async () => {
    const { window } = await startLab()
    expect(window.options['webPreferences']).toMatchObject({
      preload: expect.stringMatching(/preload[\\/]index\.cjs$/),
    })
  })

  test.each([
    { prefersDark: false, paper: '#f4f5f1' },
    { prefersDark: true, paper: '#111317' },
  ])('shows the theme’s paper ($paper) and only once it is drawn', async ({ prefersDark, paper }) => {
    const { window } = await startLab(({ stub }) => (stub.prefersDark = prefersDark))
    expect(window.options).toMatchObject({ backgroundColor: paper, show: false })
    expect(window.isShown).toBe(false)
    window.emit('ready-to-show')
    expect(window.isShown).toBe(true)
  })

  test('fits on a small screen', async () => {
    const { window } = await startLab(({ stub }) => (stub.workArea = { x: 0, y: 0, width: 1280, height: 700 }))
    expect(window.options).toMatchObject({ width: 1280, height: 700 })
  })

  test('opens where it was left', async () => {
    const bounds = { x: 40, y: 50, width: 1000, height: 800 }
    const { window } = await startLab(({ stub }) => keepBounds(stub.paths, { ...bounds, maximized: true }))
    expect(window.options).toMatchObject(bounds)
    window.emit('ready-to-show')
    expect(window.isMaximized()).toBe(true)
  })

  test.each([
    ['on a screen that is gone', JSON.stringify({ x: 5000, y: 0, width: 1000, height: 800, maximized: false })],
    ['too small to use', JSON.stringify({ x: 0, y: 0, width: 10, height: 10, maximized: false })],
    ['in a damaged file', '{"x":'],
    ['in a file of something else', '{"x":"left"}'],
  ])('opens in the usual size where it was left %s', async (_where, text) => {
    const { window } = await startLab(({ stub }) => keepBounds(stub.paths, text))
    expect(window.options).toMatchObject({ width: 1440, height: 900 })
    expect(window.options).not.toHaveProperty('x')
  })
})

function keepBounds(paths: ReadonlyMap<string, string>, stored: unknown): void {
  const text = typeof stored === 'string' ? stored : JSON.stringify(stored)
  writeFileSync(join(paths.get('userData') ?? '', 'window.json'), text)
}

describe('a second start', () => {
  test('opens no window and quits', async () => {
    const electron = await startMain(({ stub }) => (stub.lock = false))
    expect(electron.BrowserWindow.all).toEqual([])
    expect(electron.stub.hasQuit).toBe(true)
  })

  test('brings the first window forward', async () => {
    const { electron, window } = await startLab()
    window.minimize()
    electron.app.emit('second-instance', {}, ['delta-lab'], '/')
    expect(window).toMatchObject({ isShown: true, isFocused: true })
    expect(window.isMinimized()).toBe(false)
  })
})

describe('a file that the lab is given', () => {
  async function given(start: (lab: StartedLab, path: string) => void | Promise<void>): Promise<unknown> {
    const started = await startLab()
    const path = join(started.folder, 'week 5.dlab')
    writeFileSync(path, 'given')
    const tokens: string[] = []
    started.lab.onFileGiven((token) => tokens.push(token))
    await start(started, path)
    const [token] = tokens
    return token === undefined ? null : started.lab.reopen(token)
  }
  const file = { status: 'done', file: { name: 'week 5.dlab', bytes: new TextEncoder().encode('given') } }

  test('by a second start is opened by the page that is there', async () => {
    const outcome = await given(({ electron, window, folder }) => {
      window.webContents.emit('did-finish-load')
      electron.app.emit('second-instance', {}, ['delta-lab', '--flag', 'week 5.dlab'], folder)
    })
    expect(outcome).toMatchObject(file)
  })

  test('before the page is there waits for it', async () => {
    const outcome = await given(({ electron, window }, path) => {
      electron.app.emit('open-file', { preventDefault: () => undefined }, path)
      window.webContents.emit('did-finish-load')
    })
    expect(outcome).toMatchObject(file)
  })

  test('is an experiment: another argument is none', async () => {
    const outcome = await given(({ electron, window, folder }) => {
      window.webContents.emit('did-finish-load')
      electron.app.emit('second-instance', {}, ['delta-lab', 'notes.txt', '--x=y'], folder)
    })
    expect(outcome).toBeNull()
  })
})

describe('a page that crashes', () => {
  async function crashTwice(button: number): Promise<StartedLab> {
    const started = await startLab()
    const { electron, lab, window } = started
    electron.stub.chosenButton = button
    lab.setUnsaved(true)
    const note = { name: 'Mine', epoch: 3, file: null, savedAt: null, onlyTrained: false }
    await lab.keepCopy(1, note, { document: Uint8Array.of(1), run: new Uint8Array() })
    for (const reason of ['crashed', 'oom']) window.webContents.emit('render-process-gone', {}, { reason })
    await vi.waitFor(() => expect(electron.stub.dialogs).toHaveLength(1))
    expect(window.webContents.reloads).toBe(1)
    return started
  }

  test('twice in a row asks, rather than leave a blank window: it may start again', async () => {
    const { window } = await crashTwice(0)
    await vi.waitFor(() => expect(window.webContents.reloads).toBe(2))
  })

  test('twice in a row may be closed, and keeps its copies', async () => {
    const { window, electron, userData } = await crashTwice(1)
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true))
    expect(electron.stub.dialogs).toMatchObject([{ options: { buttons: ['Start again', 'Close'] } }])
    expect(readdirSync(join(userData, 'kept/recovery'))).not.toEqual([])
  })

  test('has nothing more to save: its window closes without a question', async () => {
    const { window, electron, lab } = await startLab()
    lab.setUnsaved(true)
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    window.close()
    expect(window.isDestroyed()).toBe(true)
    expect(electron.stub.dialogs).toEqual([])
  })

  test('starts again, and its copies are offered', async () => {
    const { window, lab } = await startLab()
    const parts = { document: Uint8Array.of(1), run: new Uint8Array() }
    await lab.keepCopy(1, { name: 'Mine', epoch: 3, file: null, savedAt: null, onlyTrained: false }, parts)
    expect(await lab.listCopies()).toEqual([])
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(window.webContents.reloads).toBe(1)
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    expect(await lab.listCopies()).toMatchObject([{ name: 'Mine', epoch: 3 }])
  })
})

test('the lab ends with its window', async () => {
  const { electron, window } = await startLab()
  window.close()
  expect(window.isDestroyed()).toBe(true)
  expect(electron.stub.hasQuit).toBe(true)
})
