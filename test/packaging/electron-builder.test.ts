/**
 * What electron-builder makes of our configuration: its own check of it, and a package around a stand-in for Electron's
 * binary, which can't be had everywhere. The stand-in has Electron's fuses, so it can be seen how they were set.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import configuration from '../../electron-builder'

const root = join(import.meta.dirname, '../..')
const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))

test('the configuration is sound, as electron-builder checks it', async () => {
  const { validateConfiguration } = requireFromBuilder('./util/config/config.js') as {
    validateConfiguration(config: object, log: { isEnabled: boolean; add(): void }): Promise<void>
  }
  const log = { isEnabled: false, add: () => undefined }
  await expect(validateConfiguration(configuration, log)).resolves.toBeUndefined()
  await expect(validateConfiguration({ ...configuration, electronFuse: {} }, log)).rejects.toThrow(/electronFuse/)
})

test('every system has its installer, and every one knows a .dlab file', () => {
  const { linux, mac, win, fileAssociations } = configuration
  expect([linux?.target, mac?.target, win?.target]).toEqual([['deb', 'AppImage'], ['dmg'], ['nsis']])
  expect(fileAssociations).toMatchObject([{ ext: 'dlab', role: 'Editor' }])
})

/** Electron's binary has a wire of fuses behind this mark: a version, their number, and one character for each. */
const MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
] as const

describe('a package for Linux, around a stand-in for Electron', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'delta-lab-package-'))
  const unpacked = join(folder, 'dist/linux-unpacked')
  /** As Electron ships them: 1 is on, 0 is off. */
  const shipped = '101100011'

  beforeAll(async () => {
    const electron = join(folder, 'electron')
    mkdirSync(join(electron, 'resources'), { recursive: true })
    const wire = [Buffer.from(MARK), Buffer.of(1, FUSES.length), Buffer.from(shipped)]
    writeFileSync(join(electron, 'electron'), Buffer.concat([Buffer.alloc(64), ...wire, Buffer.alloc(64)]), {
      mode: 0o755,
    })
    const project = join(folder, 'project')
    const built = { 'out/main/index.js': 'main', 'out/preload/index.cjs': 'preload', 'out/renderer/index.html': 'page' }
    const notOurs = ['src/a.ts', 'test/a.ts', 'bench/a.ts', 'scripts/a.ts', 'docs/a.md', 'out/cli/lab.js', '.env']
    const others = [...notOurs, 'node_modules/left/index.js', 'out/renderer/index.js.map']
    for (const [path, content] of [...Object.entries(built), ...others.map((path) => [path, 'x'] as const)]) {
      mkdirSync(dirname(join(project, path)), { recursive: true })
      writeFileSync(join(project, path), content)
    }
    cpSync(join(root, 'package.json'), join(project, 'package.json'))
    const config = { ...configuration, electronDist: electron, icon: null, electronVersion: '45.4.1' }
    const configFile = join(folder, 'config.json')
    writeFileSync(configFile, JSON.stringify({ ...config, directories: { output: join(folder, 'dist') } }))
    await promisify(execFile)(process.execPath, [
      ...[join(root, 'node_modules/electron-builder/cli.js'), 'build', '--linux', 'dir', '--publish', 'never'],
      ...['--project', project, '--config', configFile],
    ])
  }, 120_000)

  test('holds the built lab and nothing of its sources, tests or packages', () => {
    const { listPackage } = requireFromBuilder('@electron/asar') as { listPackage(path: string, o: object): string[] }
    const files = listPackage(join(unpacked, 'resources/app.asar'), { isPack: false })
    expect(files.filter((path) => /\.\w+$/.test(path)).sort()).toEqual([
      '/out/main/index.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ])
  })

  test('has its fuses set', () => {
    const binary = readFileSync(join(unpacked, 'delta-lab'))
    const wire = binary.subarray(binary.indexOf(MARK) + MARK.length + 2).subarray(0, FUSES.length)
    const isOn = Object.fromEntries(FUSES.map((fuse, index) => [fuse, wire[index] === 0x31]))
    expect(isOn).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      wasmTrapHandlers: true,
    })
  })
})
