/**
 * How fast a step shows, and what of the main thread's time it takes, by Chromium's own trace. All in milliseconds: the
 * first by the clock, the others of the processor, so that whatever else the machine does counts for little.
 */
import type { Page } from '@playwright/test'

const STEPS = 60

export interface StepTimes {
  /** From the click on Next to the picture that shows the step. */
  readonly clock: number
  readonly busy: number
  /** Of `busy`: our own code, all that isn't the rest. */
  readonly script: number
  readonly style: number
  readonly layout: number
  /** What the main thread does of it; the pixels are other threads'. */
  readonly paint: number
}

/** Of the trace, in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** By the clock, and of the thread's own time: when it began, how long it took. */
  readonly ts: number
  readonly dur?: number
  readonly tts?: number
  readonly tdur?: number
}

function isTraceEvent(value: object): value is TraceEvent {
  return 'name' in value && 'ph' in value && 'pid' in value && 'tid' in value && 'ts' in value
}

const PARTS: Readonly<Record<string, 'style' | 'layout' | 'paint'>> = {
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
}

export async function timeSteps(page: Page): Promise<StepTimes[]> {
  const cdp = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as readonly object[]) if (isTraceEvent(event)) events.push(event)
  })
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'blink.user_timing'] },
  })
  await takeSteps(page)
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await complete
  return Array.from({ length: STEPS }, (_, step) => timesOf(events, step))
}

/** Marks in the trace when each step is asked for, and when it has been drawn. */
async function takeSteps(page: Page): Promise<void> {
  await page.evaluate(async (steps) => {
    const next = [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === 'Next')
    for (let step = 0; step < steps; step++) {
      // As fast as a finger.
      await new Promise((resolve) => setTimeout(resolve, 150))
      await new Promise(requestAnimationFrame)
      const title = document.querySelector('.step-card h2')?.textContent
      performance.mark(`asked ${step}`)
      next?.click()
      // We are within a frame, before it is drawn: a message is handled as soon as it has been.
      await new Promise<void>((done) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => done()
        port2.postMessage(null)
      })
      performance.mark(`shown ${step}`)
      if (document.querySelector('.step-card h2')?.textContent === title) throw new Error(`Step ${step} did not show`)
    }
  }, STEPS)
}

function timesOf(events: readonly TraceEvent[], step: number): StepTimes {
  const asked = events.find(({ name }) => name === `asked ${step}`)
  const shown = events.find(({ name }) => name === `shown ${step}`)
  if (asked?.tts === undefined || shown?.tts === undefined) throw new Error(`The trace has no step ${step}`)
  const times = { style: 0, layout: 0, paint: 0 }
  const within = events
    .filter(({ ph, pid, tid, ts }) => ph === 'X' && pid === asked.pid && tid === asked.tid && ts >= asked.ts)
    .filter(({ name, ts }) => name in PARTS && ts <= shown.ts)
    .toSorted((one, other) => one.ts - other.ts)
  let end = 0
  for (const { name, ts, dur = 0, tdur = 0 } of within) {
    const part = PARTS[name]
    // The painting of a part of the page lies within that of the page.
    if (!part || ts < end) continue
    end = ts + dur
    times[part] += tdur / 1000
  }
  const busy = (shown.tts - asked.tts) / 1000
  const clock = (shown.ts - asked.ts) / 1000
  return { clock, busy, script: busy - times.style - times.layout - times.paint, ...times }
}
