/** A number in hand, moved as fast as the mouse reports: how many pictures show it. */
import type { Page } from '@playwright/test'
import type { LabPage } from '../../test/e2e/lab-page'

const SECONDS = 5

export interface Drag {
  readonly framesPerSecond: number
  readonly slowestFrame: number
  readonly longestTask: number
  /** Frames in which the number stood elsewhere than before. */
  readonly moves: number
}

/** Counts frames, long tasks and moves in the page itself until `stop` is called. */
async function startCounting(page: Page): Promise<() => Promise<Drag>> {
  const counted = page.evaluate(async (seconds) => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
    observer.observe({ type: 'longtask' })
    const frames: number[] = []
    const shown = (): string | null | undefined =>
      document.querySelector('[aria-label^="The cost along"]')?.getAttribute('aria-valuenow')
    let moves = 0
    let before = shown()
    const start = performance.now()
    await new Promise<void>((done) => {
      const count = (time: number): void => {
        frames.push(time)
        const now = shown()
        if (now !== before) moves++
        before = now
        if (time - start < seconds * 1000) requestAnimationFrame(count)
        else done()
      }
      requestAnimationFrame(count)
    })
    observer.disconnect()
    const gaps = frames.slice(1).map((now, index) => now - (frames[index] ?? now))
    return {
      framesPerSecond: ((frames.length - 1) * 1000) / ((frames.at(-1) ?? start) - (frames[0] ?? start)),
      slowestFrame: Math.max(...gaps),
      longestTask: Math.max(0, ...tasks),
      moves,
    }
  }, SECONDS)
  return () => counted
}

export async function dragZ({ page }: LabPage): Promise<Drag> {
  const plot = page.getByRole('slider', { name: /^The cost along/ })
  const box = await plot.boundingBox()
  if (!box) throw new Error('The plot has no place')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const stop = await startCounting(page)
  const end = performance.now() + SECONDS * 1000
  for (let turn = 0; performance.now() < end; turn++) {
    await page.mouse.move(x + (box.width / 2 - 20) * Math.sin(turn / 20), y)
  }
  const drag = await stop()
  await page.mouse.up()
  return drag
}
