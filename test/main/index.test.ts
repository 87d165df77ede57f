import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startLab, startMain } from './start-lab'

describe('the one window', () => {
  test('is sandboxed, isolated and without Node', async () => {
    const { window } = await startLab()
    expect(window.options['webPreferences']).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
    })
    expect(window.options['webPreferences']).not.toHaveProperty('enableBlinkFeatures')
    expect(window.options['webPreferences']).not.toHaveProperty('allowRunningInsecureContent')
  })

  test('loads a preload that a sandbox can load: CommonJS', async () => {
    const { window } = await startLab()
    expect(window.options['webPreferences']).toMatchObject({
      preload: expect.stringMatching(/preload[\\/]index\.cjs$/),
    })
  })

  test('loads the page from the lab’s own scheme', async () => {
    const { window, electron } = await startLab()
    expect(window.loaded).toBe('app://lab/index.html')
    expect(electron.stub.privilegedSchemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ])
    expect(electron.stub.sandboxEnabled).toBe(true)
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
    electron.app.emit('second-instance')
    expect(window).toMatchObject({ isShown: true, isFocused: true })
    expect(window.isMinimized()).toBe(false)
  })
})

test('the lab ends with its window', async () => {
  const { electron, window } = await startLab()
  window.close()
  expect(window.isDestroyed).toBe(true)
  expect(electron.stub.hasQuit).toBe(true)
})
