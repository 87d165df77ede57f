/** The lab in real Electron. Where its binary isn't (it can't be downloaded everywhere), each test is skipped by name. */
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { root } from '../../scripts/built-lab'
import { findElectron } from '../../scripts/electron-binary'
import { CONTENT_SECURITY_POLICY } from '../../src/shared/content-security-policy'
import { decodeDlab } from '../../src/shared/dlab'
import type { LabApi } from '../../src/shared/lab-api'

const binary = findElectron({ folder: join(root, 'node_modules/electron'), cache: '', env: process.env })
test.skip(binary === null, 'Electron’s binary is not here: npm start gets it where it can be had')

/** Every name of the contract: the compiler asks for each. */
const LAB_API: Record<keyof LabApi, true> = {
  host: true,
  open: true,
  askToSave: true,
  save: true,
  exportFile: true,
  reopen: true,
  changedOutside: true,
  listRecent: true,
  listVersions: true,
  openVersion: true,
  keepCopy: true,
  dropCopy: true,
  listCopies: true,
  openCopy: true,
  discardCopy: true,
  setUnsaved: true,
  onMenuCommand: true,
  onFileGiven: true,
}

let app: ElectronApplication
let page: Page

test.beforeEach(async ({}, testInfo) => {
  app = await _electron.launch({
    executablePath: binary ?? '',
    args: [root, '--no-sandbox', `--user-data-dir=${testInfo.outputPath('profile')}`],
  })
  page = await app.firstWindow()
})

test.afterEach(async () => {
  // A window with unsaved changes would ask first.
  await app.evaluate(({ app: electron }) => electron.exit())
})

test('the window shows the lab from its own scheme, with nothing of Node in reach', async () => {
  await expect(page.getByRole('region', { name: 'Network' })).toBeVisible()
  expect(page.url()).toBe('app://lab/index.html')
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  const reach = await page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    lab: Object.keys(Reflect.get(globalThis, 'lab') as object).sort(),
  }))
  expect(reach).toEqual({
    require: 'undefined',
    process: 'undefined',
    lab: Object.keys(LAB_API).sort(),
  })
})

test('every response carries the content security policy, the worker’s script too', async () => {
  const policies: (string | undefined)[] = []
  page.on('response', (response) => policies.push(response.headers()['content-security-policy']))
  await page.reload()
  await expect(page.getByRole('figure', { name: 'Cost' })).toContainText('Epoch 0')
  expect(policies.length).toBeGreaterThan(2)
  expect(new Set(policies)).toEqual(new Set([CONTENT_SECURITY_POLICY]))
})

test('trains, saves where the dialog says, and opens what it saved', async ({}, testInfo) => {
  const path = testInfo.outputPath('trained.dlab')
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
  const cost = page.getByRole('figure', { name: 'Cost' })

  await page.getByRole('button', { name: 'Step epoch' }).click()
  await expect(cost).toContainText('Epoch 1:')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden()
  const saved = decodeDlab(await readFile(path))
  expect(saved.ok && saved.value.checkpoint?.progress.epoch).toBe(1)

  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(cost).toContainText('Epoch 0')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(cost).toContainText('Epoch 1:')
})

test('the page can’t leave, nor open another window', async () => {
  await page.evaluate(() => {
    window.open('https://example.com/')
    location.href = 'https://example.com/'
  })
  await page.waitForTimeout(500)
  expect(page.url()).toBe('app://lab/index.html')
  expect(app.windows()).toHaveLength(1)
})

test('every permission is denied', async () => {
  const answers = await page.evaluate(async () => {
    const notification = await Notification.requestPermission()
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    )
    const place = await navigator.permissions.query({ name: 'geolocation' })
    return [notification, camera, place.state]
  })
  expect(answers).toEqual(['denied', 'denied', 'denied'])
})

test('nothing is fetched from elsewhere, not even from this computer', async () => {
  const reached = await page.evaluate(async () => {
    const addresses = [
      'https://example.com/',
      'http://127.0.0.1:80/',
      'file:///etc/hostname',
      'app://elsewhere/index.html',
    ]
    const ask = (address: string): Promise<boolean> =>
      fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    return Promise.all(addresses.map(ask))
  })
  expect(reached).toEqual([false, false, false, false])
})

test('a download comes to nothing', async () => {
  const downloads = await app.evaluate(async ({ session, BrowserWindow }) => {
    const states: string[] = []
    session.defaultSession.on('will-download', (event) => states.push(event.defaultPrevented ? 'prevented' : 'begun'))
    BrowserWindow.getAllWindows()[0]?.webContents.downloadURL('app://lab/index.html')
    await new Promise((done) => setTimeout(done, 500))
    return states
  })
  expect(downloads).toEqual(['prevented'])
})
