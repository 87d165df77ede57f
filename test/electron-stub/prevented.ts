import type { EventEmitter } from 'node:events'

/** An event that listeners may prevent. */
export class PreventableEvent {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

/** Emits, and tells whether a listener has prevented it. */
export function isPrevented(emitter: EventEmitter, name: string, ...values: readonly unknown[]): boolean {
  const event = new PreventableEvent()
  emitter.emit(name, event, ...values)
  return event.defaultPrevented
}
