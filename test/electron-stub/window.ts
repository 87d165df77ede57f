import { EventEmitter } from 'node:events'
import { app } from './app'
import { isPrevented } from './prevented'
import type { Frame } from './stub'

type OpenHandler = (details: { url: string }) => { action: string }

class WebContents extends EventEmitter {
  readonly mainFrame: Frame = { origin: 'null', parent: null }
  openHandler: OpenHandler | null = null
  reloads = 0

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }
  reload(): void {
    this.reloads += 1
  }
  send(channel: string, ...values: unknown[]): void {
    BrowserWindow.deliver(channel, values)
  }
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = []
  /** Brings a message to the page. Set by the stub's IPC. */
  static deliver: (channel: string, values: readonly unknown[]) => void = () => undefined

  readonly webContents = new WebContents()
  readonly options: Readonly<Record<string, unknown>>
  loaded: string | null = null
  isShown = false
  isFocused = false
  private destroyed = false
  isEdited = false
  private minimized = false
  private maximized = false

  constructor(options: Readonly<Record<string, unknown>>) {
    super()
    this.options = options
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  loadURL(address: string): Promise<void> {
    this.loaded = address
    const { protocol, host } = new URL(address)
    this.webContents.mainFrame.origin = `${protocol}//${host}`
    return Promise.resolve()
  }
  close(): void {
    if (!isPrevented(this, 'close')) this.destroy()
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
  destroy(): void {
    this.destroyed = true
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this)
    this.emit('closed')
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed')
  }
  show(): void {
    this.isShown = true
  }
  focus(): void {
    this.isFocused = true
  }
  minimize(): void {
    this.minimized = true
  }
  restore(): void {
    this.minimized = false
  }
  isMinimized(): boolean {
    return this.minimized
  }
  maximize(): void {
    this.maximized = true
  }
  isMaximized(): boolean {
    return this.maximized
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    const of = (name: string): number => (typeof this.options[name] === 'number' ? this.options[name] : 0)
    return { x: of('x'), y: of('y'), width: of('width'), height: of('height') }
  }
  setDocumentEdited(edited: boolean): void {
    this.isEdited = edited
  }
}
