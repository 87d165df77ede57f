import { EventEmitter } from 'node:events'
import { isPrevented } from './prevented'
import { stub } from './stub'

class App extends EventEmitter {
  requestSingleInstanceLock(): boolean {
    return stub.lock
  }
  whenReady(): Promise<void> {
    return Promise.resolve()
  }
  readonly commandLine = {
    appendSwitch: (name: string): void => void stub.switches.push(name),
  }
  enableSandbox(): void {
    stub.sandboxEnabled = true
  }
  getPath(name: string): string {
    const path = stub.paths.get(name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }
  quit(): void {
    if (!isPrevented(this, 'before-quit')) stub.hasQuit = true
  }
}

export const app = new App()
