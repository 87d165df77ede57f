/**
 * A small Electron in memory, in place of the real one, which would start its download when a test imports it. What
 * crosses a border of processes is cloned as Electron clones it; events, prevented or not, have Electron's effects.
 * `stub` is for tests: what the user answers, what a page tries, what has come of it.
 */
export { app } from './app'
export { dialog, Menu, nativeTheme, screen } from './desktop'
export { contextBridge, ipcMain, ipcRenderer } from './ipc'
export { protocol, session } from './session'
export { stub } from './stub'
export { BrowserWindow } from './window'
