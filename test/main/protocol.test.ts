import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { PAGE_ADDRESS, servePage } from '../../src/main/protocol'
import { CONTENT_SECURITY_POLICY } from '../../src/shared/content-security-policy'
import { session } from '../electron-stub'
import { emptyFolder } from './start-lab'

const { defaultSession } = session

beforeAll(() => {
  const outside = emptyFolder()
  writeFileSync(join(outside, 'secret.txt'), 'secret')
  const folder = join(outside, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets/index.js'), 'export {}')
  writeFileSync(join(folder, 'assets/worker.js'), 'export {}')
  writeFileSync(join(folder, 'assets/kernels.wasm'), Uint8Array.of(0, 97, 115, 109))
  writeFileSync(join(folder, 'assets/inter.woff2'), '')
  writeFileSync(join(folder, 'assets/theme.css'), '')
  writeFileSync(join(folder, 'icon.svg'), '<svg/>')
  // The types of Electron's own session are wider than what serving a page needs.
  servePage(defaultSession as never, folder)
})

async function fetchPage(path: string, init?: RequestInit): Promise<Response> {
  const response = await defaultSession.fetch(path.startsWith('/') ? `app://lab${path}` : path, init)
  if (!response) throw new Error('The request was cancelled')
  return response
}

test.each([
  [PAGE_ADDRESS, 'text/html; charset=utf-8'],
  ['/', 'text/html; charset=utf-8'],
  ['/assets/index.js', 'text/javascript; charset=utf-8'],
  ['/assets/worker.js', 'text/javascript; charset=utf-8'],
  ['/assets/kernels.wasm', 'application/wasm'],
  ['/assets/inter.woff2', 'font/woff2'],
  ['/assets/theme.css', 'text/css; charset=utf-8'],
  ['/icon.svg', 'image/svg+xml'],
  ['/index.html?query#fragment', 'text/html; charset=utf-8'],
])('%s is served as %s', async (path, type) => {
  const response = await fetchPage(path)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe(type)
})

test('a file arrives byte for byte', async () => {
  const response = await fetchPage('/assets/kernels.wasm')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(0, 97, 115, 109))
})

describe('what is not in the lab is not found', () => {
  test.each([
    '/missing.js',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/etc/passwd',
    '/constructor',
    '/__proto__',
    'app://elsewhere/index.html',
  ])('%s', async (path) => {
    const response = await fetchPage(path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('secret')
  })
})

test.each(['POST', 'PUT', 'DELETE'])('%s is refused', async (method) => {
  expect((await fetchPage('/index.html', { method })).status).toBe(405)
})

test('HEAD has headers and no body', async () => {
  const response = await fetchPage('/index.html', { method: 'HEAD' })
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
})

test.each([
  ['the page', '/index.html', 'GET'],
  ['the worker’s script', '/assets/worker.js', 'GET'],
  ['a missing file', '/missing', 'GET'],
  ['a refused method', '/index.html', 'POST'],
])('%s carries the policy and forbids guessing its type', async (_what, path, method) => {
  const { headers } = await fetchPage(path, { method })
  expect(headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY)
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
})

test('the policy is the one that the lab promises', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
      "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'none'; object-src 'none'",
  )
})
