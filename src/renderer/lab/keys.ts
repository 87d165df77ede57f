/**
 * What keys do, room by room: the one list that the handlers answer to, and that the dialog “Keyboard” shows. A key is
 * named as `KeyboardEvent.key` names it.
 */
import type { MenuCommand } from '../../shared/lab-api'

export type LabAction = MenuCommand | 'train' | 'keys'

export interface LabKey {
  readonly action: LabAction
  readonly key: string
  /** With Ctrl, or ⌘ on a Mac. */
  readonly command?: boolean
  readonly shift?: boolean
}

/** Wherever the focus is, unless it is in something that has a use for the key itself. */
export const LAB_KEYS: readonly LabKey[] = [
  { action: 'train', key: ' ' },
  { action: 'open', key: 'o', command: true },
  { action: 'save', key: 's', command: true },
  { action: 'save-as', key: 's', command: true, shift: true },
  { action: 'undo', key: 'z', command: true },
  { action: 'redo', key: 'z', command: true, shift: true },
  { action: 'redo', key: 'y', command: true },
  { action: 'keys', key: '?' },
]

export const UNIT_KEYS = {
  ArrowLeft: 'move',
  ArrowRight: 'move',
  ArrowUp: 'move',
  ArrowDown: 'move',
  Escape: 'letGo',
} as const

export const WEIGHT_KEYS = { ArrowUp: 'up', ArrowDown: 'down', Enter: 'take', Escape: 'close' } as const

export const WALK_KEYS = {
  ArrowRight: 'next',
  ArrowUp: 'next',
  ArrowLeft: 'back',
  ArrowDown: 'back',
  Home: 'first',
  End: 'last',
} as const

/** With Shift ten steps at once. */
export const NUDGE_KEYS = {
  ArrowRight: 'up',
  ArrowUp: 'up',
  ArrowLeft: 'down',
  ArrowDown: 'down',
  Home: 'release',
  Escape: 'release',
} as const

export const PULL_KEYS = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  Enter: 'look',
} as const

export const CHART_KEYS = {
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  PageUp: 'muchEarlier',
  PageDown: 'muchLater',
  Home: 'first',
  End: 'last',
  Escape: 'hide',
} as const

/** On the chart of |δ| besides. */
export const DELTA_KEYS = { ArrowUp: 'unitBefore', ArrowDown: 'unitAfter' } as const

export const ROOM_KEYS = {
  units: UNIT_KEYS,
  weight: WEIGHT_KEYS,
  walk: WALK_KEYS,
  nudge: NUDGE_KEYS,
  pulls: PULL_KEYS,
  charts: { ...CHART_KEYS, ...DELTA_KEYS },
} as const
export type Room = keyof typeof ROOM_KEYS

/** What a key does in a room; `undefined`: nothing. */
export function actionOf<Action extends string>(
  keys: Readonly<Record<string, Action>>,
  { key }: Pick<KeyboardEvent, 'key'>,
): Action | undefined {
  return Object.hasOwn(keys, key) ? keys[key] : undefined
}
