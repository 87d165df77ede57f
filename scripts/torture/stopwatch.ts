/**
 * Milliseconds that something of this process takes: by the clock, or by the processor where that is less, since on a
 * shared machine the clock also counts what others do meanwhile.
 */
export function startStopwatch(): () => number {
  const clock = performance.now()
  const processor = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(processor)
    return Math.min(performance.now() - clock, (user + system) / 1000)
  }
}
