import { describe, expect, test } from 'vitest'
import { isPrevented } from '../electron-stub/prevented'
import { startLab } from './start-lab'

describe('a page may not', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'get away with %s',
    async (event) => {
      const { window } = await startLab()
      expect(isPrevented(window.webContents, event, 'https://example.org/')).toBe(true)
    },
  )

  test('open another window', async () => {
    const { window } = await startLab()
    expect(window.webContents.openHandler?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' })
  })

  test('download', async () => {
    const { electron } = await startLab()
    expect(isPrevented(electron.session.defaultSession, 'will-download')).toBe(true)
  })

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'fileSystem', 'usb', 'openExternal'])(
    'have the permission for %s',
    async (permission) => {
      const { electron } = await startLab()
      expect(electron.session.defaultSession.grants(permission)).toBe(false)
    },
  )

  test.each([
    'https://example.org/',
    'http://127.0.0.1:7431/',
    'file:///etc/passwd',
    'ws://example.org/',
    'ftp://a.b/',
  ])('reach %s', async (address) => {
    const { electron } = await startLab()
    expect(await electron.session.defaultSession.fetch(address)).toBeNull()
  })
})

test('a page may load the lab’s own files', async () => {
  const { electron } = await startLab()
  expect((await electron.session.defaultSession.fetch('app://lab/index.html'))?.status).toBe(200)
})
