/** Charts as SVG, written by hand: small, and readable on light and on dark ground. */
import { TITLES } from './contender'
import { rate } from './number-format'
import type { Race } from './race'
import type { ScalingCurve } from './scaling'
import { shapeOf } from './workloads'

const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.quiet{fill:#59636e}',
  '.ours{fill:#0969da}.peer{fill:#8c959f}.line{fill:none;stroke:#0969da;stroke-width:2}.grid{stroke:#d1d9e0}',
  '@media (prefers-color-scheme:dark){text{fill:#f0f6fc}.quiet{fill:#9198a1}.ours{fill:#58a6ff}.peer{fill:#6e7681}',
  '.line{stroke:#58a6ff}.grid{stroke:#3d444d}}',
].join('')

function svg(width: number, height: number, label: string, body: readonly string[]): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`
  return `${open} role="img" aria-label="${label}">\n<style>${STYLE}</style>\n${body.join('\n')}\n</svg>\n`
}

const round = (value: number): number => Math.round(10 * value) / 10

function text(x: number, y: number, content: string, rest = ''): string {
  return `<text x="${round(x)}" y="${round(y)}"${rest}>${content}</text>`
}

const BAR = 16
const LABELS = 150
const BARS = 400
const WIDTH = LABELS + BARS + 90

/** Samples per second of everyone, a bar each, a group for each workload. One step of the scale is ten times more. */
export function speedChart(races: readonly Race[]): string {
  const [low, high] = [2, 8]
  const length = (speed: number): number => (BARS * Math.max(0, Math.log10(speed) - low)) / (high - low)
  const body: string[] = []
  let y = 4
  for (const { workload, standings } of races) {
    body.push(
      text(0, y + 14, `${workload.name}: ${shapeOf(workload.network)}, batch ${workload.batchSize}`, ' class="title"'),
    )
    y += 22
    for (const standing of standings) {
      if (standing.kind === 'missing') continue
      const bar = length(standing.samplesPerSecond)
      const kind = standing.name === 'delta-lab' ? 'ours' : 'peer'
      body.push(
        text(LABELS - 8, y + 12, TITLES[standing.name], ' text-anchor="end"'),
        `<rect class="${kind}" x="${LABELS}" y="${y}" width="${round(bar)}" height="${BAR - 3}" rx="2"/>`,
        text(LABELS + bar + 6, y + 12, rate(standing.samplesPerSecond), ' class="quiet"'),
      )
      y += BAR
    }
    y += 14
  }
  body.push(text(LABELS, y + 4, 'samples per second, logarithmic', ' class="quiet"'))
  return svg(WIDTH, y + 12, 'Samples per second of each contender on each workload', body)
}

const PLOT = { width: 180, height: 130, left: 46, top: 30, gap: 250 }

/** Samples per second along each curve, both axes logarithmic. */
export function scalingChart(curves: readonly ScalingCurve[]): string {
  const speeds = curves.flatMap(({ points }) => points.map(({ samplesPerSecond }) => Math.log10(samplesPerSecond)))
  const low = Math.floor(Math.min(...speeds))
  const high = Math.ceil(Math.max(...speeds))
  const y = (speed: number): number => PLOT.top + (PLOT.height * (high - Math.log10(speed))) / (high - low)

  const body = curves.flatMap(({ title, quantity, points }, index) => {
    const left = PLOT.left + index * PLOT.gap
    const sizes = points.map(({ size }) => Math.log2(size))
    const [first, last] = [Math.min(...sizes), Math.max(...sizes)]
    const x = (size: number): number => left + (PLOT.width * (Math.log2(size) - first)) / (last - first)
    const grid = Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)).flatMap((speed) => [
      `<path class="grid" d="M${left} ${round(y(speed))}h${PLOT.width}"/>`,
      text(left - 6, y(speed) + 4, rate(speed).replace(/\.0+/, ''), ' text-anchor="end" class="quiet"'),
    ])
    const path = points.map(
      (point, i) => `${i > 0 ? 'L' : 'M'}${round(x(point.size))} ${round(y(point.samplesPerSecond))}`,
    )
    const ends = [points[0], points.at(-1)].filter((point) => point !== undefined)
    return [
      text(left - 40, 14, title.split(':')[0] ?? title, ' class="title"'),
      ...grid,
      `<path class="line" d="${path.join('')}"/>`,
      ...points.map(
        (point) => `<circle class="ours" cx="${round(x(point.size))}" cy="${round(y(point.samplesPerSecond))}" r="3"/>`,
      ),
      ...ends.map(({ size }) =>
        text(x(size), PLOT.top + PLOT.height + 18, String(size), ' text-anchor="middle" class="quiet"'),
      ),
      text(left + PLOT.width / 2, PLOT.top + PLOT.height + 36, quantity, ' text-anchor="middle" class="quiet"'),
    ]
  })
  const width = PLOT.left + (curves.length - 1) * PLOT.gap + PLOT.width + 20
  return svg(width, PLOT.top + PLOT.height + 44, 'Samples per second of the engine as networks and batches grow', body)
}
