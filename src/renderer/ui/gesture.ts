let count = 0

/** A name that no other gesture has: edits that carry it become one undo step. */
export function newGesture(): string {
  return `gesture-${++count}`
}
