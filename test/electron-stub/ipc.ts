/** Both ends of IPC. Everything that crosses is cloned, and errors arrive as Electron words them. */
import { EventEmitter } from 'node:events'
import { stub } from './stub'
import { BrowserWindow } from './window'

type Handler = (event: unknown, ...values: unknown[]) => unknown

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>()
  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }
}

export const ipcMain = new IpcMain()

function senderEvent(): unknown {
  const [window] = BrowserWindow.all
  return { sender: window?.webContents, senderFrame: stub.sender ?? window?.webContents.mainFrame ?? null }
}

class IpcRenderer extends EventEmitter {
  async invoke(channel: string, ...values: unknown[]): Promise<unknown> {
    const handler = ipcMain.handlers.get(channel)
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return structuredClone(await handler(senderEvent(), ...structuredClone(values)))
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error })
    }
  }
  send(channel: string, ...values: unknown[]): void {
    ipcMain.emit(channel, senderEvent(), ...structuredClone(values))
  }
}

export const ipcRenderer = new IpcRenderer()
BrowserWindow.deliver = (channel, values) => ipcRenderer.emit(channel, {}, ...structuredClone(values))

export const contextBridge = {
  exposeInMainWorld(name: string, api: unknown) {
    stub.exposed[name] = api
  },
}
