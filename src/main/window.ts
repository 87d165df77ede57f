/** The lab's one window. */
import { BrowserWindow, nativeTheme } from 'electron'
import { messages } from '../shared/messages'
import { askAfterCrash } from './dialogs'
import { PAGE_ADDRESS } from './protocol'
import { keepBounds, readBounds, SMALLEST } from './window-bounds'

/** The page's own paper (see theme.css), so that nothing flashes before it is drawn. */
const PAPER = { light: '#f4f5f1', dark: '#111317' } as const

export function createWindow(preload: string): BrowserWindow {
  const { bounds, maximized } = readBounds()
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: messages.app.name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  keepBounds(window)
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  reloadAfterCrash(window)
  void window.loadURL(PAGE_ADDRESS)
  return window
}

/** Milliseconds within which a second crash makes it doubtful that starting again helps. */
const TOO_SOON = 10_000

/** A page that has crashed starts again, and offers what it had kept; one that crashes at once asks first. */
function reloadAfterCrash(window: BrowserWindow): void {
  let crashedAt = -Infinity

  async function startAgain(isTooSoon: boolean): Promise<void> {
    if (isTooSoon && !(await askAfterCrash(window))) return window.destroy()
    if (!window.isDestroyed()) window.webContents.reload()
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const isTooSoon = Date.now() - crashedAt <= TOO_SOON
    crashedAt = Date.now()
    void startAgain(isTooSoon)
  })
}

/** In place of a second window: a second start brings the first one forward. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
