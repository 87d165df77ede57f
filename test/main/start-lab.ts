/** Starts the main process and the preload on the stub, each time from nothing, as Electron would. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type * as electronStub from '../electron-stub'
import type { LabApi } from '../../src/shared/lab-api'

type Electron = typeof electronStub

export interface StartedLab {
  readonly electron: Electron
  readonly window: InstanceType<Electron['BrowserWindow']>
  /** What the page sees. */
  readonly lab: LabApi
  /** The user's documents, an empty folder. */
  readonly folder: string
  /** Where the lab keeps its own things. */
  readonly userData: string
}

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'delta-lab-test-'))
}

/** `prepare` may change what the machine is like before the lab starts. */
export async function startMain(prepare: (electron: Electron) => void = () => undefined): Promise<Electron> {
  vi.resetModules()
  const electron = await import('../electron-stub')
  electron.stub.paths.set('userData', emptyFolder())
  electron.stub.paths.set('documents', emptyFolder())
  prepare(electron)
  await import('../../src/main/index')
  // The app is ready one turn later.
  await Promise.resolve()
  return electron
}

export async function startLab(prepare?: (electron: Electron) => void): Promise<StartedLab> {
  const electron = await startMain(prepare)
  await import('../../src/preload/index')
  const [window] = electron.BrowserWindow.all
  if (!window) throw new Error('No window was opened')
  const { exposed, paths } = electron.stub
  return {
    electron,
    window,
    lab: exposed['lab'] as LabApi,
    folder: paths.get('documents') ?? '',
    userData: paths.get('userData') ?? '',
  }
}
