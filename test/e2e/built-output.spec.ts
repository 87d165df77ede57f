/** What Electron will load, as far as it can be seen without Electron. */
import { existsSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import configuration from '../../electron-builder'
import { builtPage, root } from '../../scripts/built-lab'

const out = (path: string): Promise<string> => readFile(join(root, 'out', path), 'utf8')

test('the preload script is CommonJS and needs nothing but Electron: a sandbox loads no other', async () => {
  const code = await out('preload/index.cjs')
  expect(code).not.toMatch(/^\s*(import|export)\s/m)
  expect([...code.matchAll(/require\(["'`]([^"'`]+)/g)].map(([, name]) => name)).toEqual(['electron'])
})

test('the main process needs nothing but Electron and Node, and loads that preload script', async () => {
  const code = await out('main/index.js')
  const imported = [...code.matchAll(/^import .*?["']([^"']+)["'];?$/gm)].map(([, name]) => name ?? '')
  const allowed = new Set(['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)])
  expect(imported.length).toBeGreaterThan(0)
  expect(imported.filter((name) => !allowed.has(name))).toEqual([])
  expect(code).toContain('preload/index.cjs')
})

test('worker and engine are files of their own: nothing is inlined, nothing is raw TypeScript', async () => {
  const files = await readdir(join(builtPage, 'assets'))
  expect(files.filter((name) => name.endsWith('.wasm'))).toHaveLength(1)
  expect(files.filter((name) => name.endsWith('.ts'))).toEqual([])
  const scripts = await Promise.all(
    files.filter((name) => name.endsWith('.js')).map((name) => readFile(join(builtPage, 'assets', name), 'utf8')),
  )
  expect(scripts.length).toBeGreaterThan(1)
  for (const script of scripts) expect(script).not.toContain('data:application/wasm')
})

test('the page has no inline script and asks for nothing from elsewhere', async () => {
  const page = await readFile(join(builtPage, 'index.html'), 'utf8')
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
})

test('the main process loads its own scheme alone, and hands nothing to the system to open', async () => {
  const code = await out('main/index.js')
  expect(code).toContain('app://')
  expect(code).not.toMatch(/file:\/\/|loadFile\(|openExternal|\bshell\b/)
  expect(code).toMatch(/sandbox: true,\s+contextIsolation: true,\s+nodeIntegration: false/)
})

test('what electron-builder packs is there', async () => {
  const files = (configuration.files as readonly string[]).filter((pattern) => !pattern.startsWith('!'))
  for (const pattern of files) expect(existsSync(join(root, pattern.replace('/**', ''))), pattern).toBe(true)
  const { main } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { main: string }
  expect(existsSync(join(root, main))).toBe(true)
})
