/** Builds `window.lab`: the calls of the contract, one channel each, and nothing else of Electron. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { LAB_CHANNELS, type LabApi } from '../shared/lab-api'

/** Only what was sent reaches the listener, never the event, which leads to Electron. */
function listen<T>(channel: string, listener: (sent: T) => void): () => void {
  const onMessage = (_event: IpcRendererEvent, sent: T): void => listener(sent)
  ipcRenderer.on(channel, onMessage)
  return () => {
    ipcRenderer.removeListener(channel, onMessage)
  }
}

const lab: LabApi = {
  host: 'electron',
  open: () => ipcRenderer.invoke(LAB_CHANNELS.open),
  askToSave: (token, name) => ipcRenderer.invoke(LAB_CHANNELS.askToSave, token, name),
  save: (token, bytes, replace) => ipcRenderer.invoke(LAB_CHANNELS.save, token, bytes, replace),
  reopen: (token) => ipcRenderer.invoke(LAB_CHANNELS.reopen, token),
  changedOutside: (token) => ipcRenderer.invoke(LAB_CHANNELS.changedOutside, token),
  listRecent: () => ipcRenderer.invoke(LAB_CHANNELS.listRecent),
  listVersions: (token) => ipcRenderer.invoke(LAB_CHANNELS.listVersions, token),
  openVersion: (token, version) => ipcRenderer.invoke(LAB_CHANNELS.openVersion, token, version),
  keepCopy: (copy, note, parts) => ipcRenderer.invoke(LAB_CHANNELS.keepCopy, copy, note, parts),
  dropCopy: (copy) => ipcRenderer.invoke(LAB_CHANNELS.dropCopy, copy),
  listCopies: () => ipcRenderer.invoke(LAB_CHANNELS.listCopies),
  openCopy: (id) => ipcRenderer.invoke(LAB_CHANNELS.openCopy, id),
  discardCopy: (id) => ipcRenderer.invoke(LAB_CHANNELS.discardCopy, id),
  exportFile: (name, bytes) => ipcRenderer.invoke(LAB_CHANNELS.exportFile, name, bytes),
  setUnsaved: (unsaved) => ipcRenderer.send(LAB_CHANNELS.setUnsaved, unsaved),
  onMenuCommand: (listener) => listen(LAB_CHANNELS.menuCommand, listener),
  onFileGiven: (listener) => listen(LAB_CHANNELS.fileGiven, listener),
}

contextBridge.exposeInMainWorld('lab', lab)
