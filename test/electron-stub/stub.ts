/** What the stub knows and what tests may change. */
import { tmpdir } from 'node:os'

/** A frame as `WebFrameMain` describes it, as far as a sender is looked at. */
export interface Frame {
  origin: string
  readonly parent: Frame | null
}

interface DialogCall {
  readonly kind: 'open' | 'save' | 'message'
  readonly options: Readonly<Record<string, unknown>>
}

export const stub = {
  /** Whether this is the only running lab. */
  lock: true,
  paths: new Map<string, string>([
    ['userData', tmpdir()],
    ['documents', tmpdir()],
  ]),
  prefersDark: false,
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },

  /** What the user answers next; `null` closes the dialog. */
  chosenPath: null as string | null,
  chosenButton: 0,
  dialogs: [] as DialogCall[],

  /** Whom a message comes from; `null`: from the window's own main frame. */
  sender: null as Frame | null,

  /** What the preload has put into the page. */
  exposed: {} as Record<string, unknown>,
  applicationMenu: null as unknown,
  privilegedSchemes: [] as unknown[],
  sandboxEnabled: false,
  /** Chromium's switches that were set. */
  switches: [] as string[],
  hasQuit: false,
}
