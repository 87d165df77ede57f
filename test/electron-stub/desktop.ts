/** The user's desktop: dialogs, menu, theme, screens. */
import { stub } from './stub'

type Options = Readonly<Record<string, unknown>>

export const dialog = {
  showOpenDialog(_window: unknown, options: Options) {
    stub.dialogs.push({ kind: 'open', options })
    const canceled = stub.chosenPath === null
    return Promise.resolve({ canceled, filePaths: stub.chosenPath === null ? [] : [stub.chosenPath] })
  },
  showSaveDialog(_window: unknown, options: Options) {
    stub.dialogs.push({ kind: 'save', options })
    return Promise.resolve({ canceled: stub.chosenPath === null, filePath: stub.chosenPath ?? '' })
  },
  showMessageBox(_window: unknown, options: Options) {
    stub.dialogs.push({ kind: 'message', options })
    return Promise.resolve({ response: stub.chosenButton, checkboxChecked: false })
  },
}

export const Menu = {
  buildFromTemplate: (template: unknown) => ({ template }),
  setApplicationMenu(menu: unknown) {
    stub.applicationMenu = menu
  },
}

export const nativeTheme = {
  get shouldUseDarkColors() {
    return stub.prefersDark
  },
}

export const screen = {
  getPrimaryDisplay: () => ({ workArea: stub.workArea, workAreaSize: stub.workArea }),
  getDisplayMatching: () => ({ workArea: stub.workArea }),
}
