import { describe, expect, it } from 'vitest'
import {
  drawEdges,
  lineWidth,
  relativeWidth,
  touches,
  type EdgePicture,
} from '../../../src/renderer/network/draw-edges'
import type { Edge } from '../../../src/renderer/network/edges'

const COLORS = { positive: 'blue', negative: 'orange', faint: 'grey', broken: 'red' }

function edge(weight: number, layer: number, unit: number, source: number): Edge {
  return { weight, layer, unit, source, start: { x: 0, y: 10 * weight }, end: { x: 100, y: 10 * weight } }
}

interface Stroke {
  readonly color: string
  readonly width: number
  readonly dashed: boolean
  readonly opacity: number
}

/** Remembers the strokes and dots that are drawn on it. */
function createPaper() {
  const strokes: Stroke[] = []
  const dots: { x: number; y: number }[] = []
  let dash: number[] = []
  const context = {
    lineCap: '',
    globalAlpha: 1,
    strokeStyle: '',
    fillStyle: '',
    lineWidth: 0,
    setLineDash: (wanted: number[]) => (dash = wanted),
    beginPath: () => undefined,
    moveTo: () => undefined,
    bezierCurveTo: () => undefined,
    fill: () => undefined,
    arc: (x: number, y: number) => void dots.push({ x, y }),
    stroke: () =>
      void strokes.push({
        color: context.strokeStyle,
        width: context.lineWidth,
        dashed: dash.length > 0,
        opacity: context.globalAlpha,
      }),
  }
  return { context: context as unknown as CanvasRenderingContext2D, strokes, dots }
}

function draw(edges: readonly Edge[], values: readonly number[], picture: Partial<EdgePicture> = {}) {
  const paper = createPaper()
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs))
  drawEdges(
    paper.context,
    {
      edges,
      values: Float32Array.from(values),
      largest,
      unit: null,
      termColors: new Map(),
      flow: null,
      ...picture,
    },
    COLORS,
  )
  return paper
}

describe('width', () => {
  it('is symmetric-log: asinh of the share of the largest value, linear below 3 % of it', () => {
    expect(relativeWidth(0, 5)).toBe(0)
    expect(relativeWidth(5, 5)).toBeCloseTo(1, 12)
    expect(relativeWidth(-5, 5)).toBe(relativeWidth(5, 5))
    // asinh(0.1 / 0.03) / asinh(1 / 0.03), by hand: 1.91889 / 4.20007
    expect(relativeWidth(0.5, 5)).toBeCloseTo(0.45687, 4)
    expect(relativeWidth(0.0002, 5) / relativeWidth(0.0001, 5)).toBeCloseTo(2, 3)
  })

  it('grows with the magnitude', () => {
    const widths = [0, 1e-6, 1e-3, 0.01, 0.1, 0.5, 1].map((value) => lineWidth(value, 1))
    expect(widths).toEqual(widths.toSorted((one, other) => one - other))
    expect(new Set(widths).size).toBe(widths.length)
  })

  it.each([0, NaN])('is the thinnest where the largest value is %d', (largest) => {
    expect(lineWidth(0, largest)).toBe(lineWidth(0, 1))
  })
})

describe('sign', () => {
  it('is shown by colour and by dash', () => {
    const { strokes } = draw([edge(0, 2, 0, 0), edge(1, 2, 0, 1)], [2, -2])
    expect(strokes).toMatchObject([
      { color: 'blue', dashed: false },
      { color: 'orange', dashed: true },
    ])
    expect(strokes[0]?.width).toBe(strokes[1]?.width)
  })

  it('keeps its dash where the edge has the colour of a term', () => {
    const { strokes } = draw([edge(7, 2, 0, 0)], [-2], { termColors: new Map([[7, 'magenta']]) })
    expect(strokes).toMatchObject([{ color: 'magenta', dashed: true }])
  })

  it('has no meaning where there is no number: such an edge is neither blue nor orange', () => {
    const { strokes } = draw([edge(0, 2, 0, 0), edge(1, 2, 0, 1)], [NaN, Infinity], { largest: 3 })
    expect(strokes.map(({ color }) => color)).toEqual(['grey', 'red'])
    expect(strokes[0]?.opacity).toBeLessThan(0.3)
  })
})

describe('very many edges', () => {
  const edges = Array.from({ length: 500 }, (_, unit) => edge(unit, 2, unit, 0))
  const values = edges.map((_, index) => (index % 2 ? -1 : 1) * (index + 1))

  it('are thinned out to the strongest', () => {
    const { strokes } = draw(edges, values)
    expect(strokes.length).toBeLessThan(200)
    expect(Math.min(...strokes.map(({ width }) => width))).toBeGreaterThan(lineWidth(300, 500))
  })

  it('but not those of the unit that stands out', () => {
    const { strokes } = draw(edges, values, { unit: { layer: 2, unit: 3 } })
    expect(strokes.filter(({ opacity }) => opacity > 0.9)).toHaveLength(1)
  })
})

describe('a unit that stands out', () => {
  const into = edge(0, 3, 1, 0)
  const outOf = edge(1, 4, 0, 1)
  const beside = edge(2, 3, 0, 0)
  it('keeps its edges, the rest fades', () => {
    const { strokes } = draw([into, outOf, beside], [1, 1, 1], { unit: { layer: 3, unit: 1 } })
    expect(strokes[0]?.opacity).toBeGreaterThan(0.9)
    expect(strokes[1]?.opacity).toBeGreaterThan(0.9)
    expect(strokes[2]?.opacity).toBeLessThan(0.2)
  })

  it('touches the edges that lead to it and from it', () => {
    expect([into, outOf, beside].map((one) => touches(one, { layer: 3, unit: 1 }))).toEqual([true, true, false])
  })
})

describe('what flows', () => {
  const strong = edge(0, 2, 0, 0)
  it('moves with the activations, and against them with the deltas', () => {
    const forward = draw([strong], [1], { flow: { phase: 0.25, backward: false } }).dots[0]
    const backward = draw([strong], [1], { flow: { phase: 0.25, backward: true } }).dots[0]
    expect(forward?.x).toBeLessThan(50)
    expect(backward?.x).toBeCloseTo(100 - (forward?.x ?? NaN), 6)
  })

  it('is nothing along edges that hardly carry anything, or that are no number', () => {
    const { dots } = draw([strong, edge(1, 2, 0, 1), edge(2, 2, 1, 0)], [1, 1e-4, NaN], {
      flow: { phase: 0, backward: false },
    })
    expect(dots).toHaveLength(1)
  })

  it('is not drawn while nothing flows', () => {
    expect(draw([strong], [1]).dots).toEqual([])
  })

  it('stays few dots in a net of many edges', () => {
    const many = Array.from({ length: 5000 }, (_, weight) => edge(weight, 2, 0, 0))
    const values = many.map(() => 1)
    expect(draw(many, values, { flow: { phase: 0, backward: false } }).dots.length).toBeLessThanOrEqual(120)
  })
})
