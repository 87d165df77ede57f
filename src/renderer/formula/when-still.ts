/** Work that nobody waits for, put off until the hand rests: steps and drags in quick succession are not slowed by it. */

/** Milliseconds without anything new to do. */
const MOMENT = 50
/** Milliseconds of work at a time. */
const SLICE = 6

const waiting: (() => void)[] = []
let lastAsked = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** The work itself must see whether it is still wanted. */
export function whenStill(work: () => void): void {
  waiting.push(work)
  lastAsked = performance.now()
  timer ??= setTimeout(go, MOMENT)
}

function go(): void {
  const start = performance.now()
  const rest = lastAsked + MOMENT - start
  while (rest <= 0 && waiting.length > 0 && performance.now() - start < SLICE) waiting.shift()?.()
  timer = waiting.length > 0 ? setTimeout(go, Math.max(0, rest)) : undefined
}
