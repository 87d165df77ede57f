/** Moments as people say them. */
import { messages } from '../../../shared/messages'

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' })

/** "today 14:02", "yesterday 9:15" or "May 3, 2026, 14:02". In milliseconds since 1970. */
export function timeOf(moment: number, now = Date.now()): string {
  const time = clock.format(moment)
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  if (isSameDay(moment, now)) return messages.files.today(time)
  if (isSameDay(moment, yesterday.getTime())) return messages.files.yesterday(time)
  return `${day.format(moment)}, ${time}`
}

/** "3 minutes", "2 hours": the largest unit alone. In milliseconds. */
export function spanOf(milliseconds: number): string {
  const { moments, minutes, hours, days } = messages.recovery.span
  const count = milliseconds / 60_000
  if (count < 1) return moments
  if (count < 60) return minutes(Math.floor(count))
  if (count < 24 * 60) return hours(Math.floor(count / 60))
  return days(Math.floor(count / (24 * 60)))
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}
