/** The application's menu. What concerns the experiment is sent to the page, which decides. */
import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import { LAB_CHANNELS, type MenuCommand } from '../shared/lab-api'
import { messages } from '../shared/messages'

export function setMenu(window: BrowserWindow): void {
  const send = (command: MenuCommand): void => window.webContents.send(LAB_CHANNELS.menuCommand, command)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, send)))
}

export function menuTemplate(
  platform: NodeJS.Platform,
  send: (command: MenuCommand) => void,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const { file, open, save, saveAs, edit, undo, redo, view } = messages.host.menu
  const command = (label: string, accelerator: string, name: MenuCommand): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => send(name),
  })

  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: file,
      submenu: [
        command(open, 'CmdOrCtrl+O', 'open'),
        command(save, 'CmdOrCtrl+S', 'save'),
        command(saveAs, 'CmdOrCtrl+Shift+S', 'save-as'),
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: edit,
      submenu: [
        command(undo, 'CmdOrCtrl+Z', 'undo'),
        command(redo, platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z', 'redo'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: view,
      // No reload: it would throw the experiment away.
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
  ]
}
