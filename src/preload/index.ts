/** Builds `window.lab`: the calls of the contract, one channel each, and nothing else of Electron. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { LAB_CHANNELS, type LabApi, type MenuCommand } from '../shared/lab-api'

const lab: LabApi = {
  host: 'electron',
  open: () => ipcRenderer.invoke(LAB_CHANNELS.open),
  save: (token, name, bytes) => ipcRenderer.invoke(LAB_CHANNELS.save, token, name, bytes),
  exportFile: (name, bytes) => ipcRenderer.invoke(LAB_CHANNELS.exportFile, name, bytes),
  setUnsaved: (unsaved) => ipcRenderer.send(LAB_CHANNELS.setUnsaved, unsaved),
  onMenuCommand(listener) {
    const onCommand = (_event: IpcRendererEvent, command: MenuCommand): void => listener(command)
    ipcRenderer.on(LAB_CHANNELS.menuCommand, onCommand)
    return () => {
      ipcRenderer.removeListener(LAB_CHANNELS.menuCommand, onCommand)
    }
  },
}

contextBridge.exposeInMainWorld('lab', lab)
