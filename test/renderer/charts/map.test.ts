import { parseHex } from '../../../src/renderer/ui/hex-color'
import { describe, expect, it } from 'vitest'
import { boundaryOf } from '../../../src/renderer/charts/boundary'
import { paintPlane, pointRadius, toSquare } from '../../../src/renderer/charts/draw-map'
import { divergingColor, divergingColors } from '../../../src/renderer/charts/map-colors'
import { mapPoints, nearestPoint, sideOfClass, type MapPoint } from '../../../src/renderer/charts/map-points'
import { mapScale, sideOf } from '../../../src/renderer/charts/map-scale'
import type { Experiment } from '../../../src/shared/experiment'
import type { Activation, NetworkSpec } from '../../../src/shared/network'
import type { DataSummary, UnitMap } from '../../../src/shared/trainer'
import { experimentWith } from '../data/experiment-with'

function dataOf(parts: Partial<DataSummary> = {}): DataSummary {
  return {
    task: 'classification',
    inputNames: ['x₁', 'x₂'],
    classNames: ['−', '+'],
    trainCount: 2,
    testCount: 1,
    points: Float32Array.of(0, 1, 2, 3, 4, 5),
    domain: [
      [-6, 6],
      [-6, 6],
    ],
    labels: Float32Array.of(0, 1, 1),
    inputScale: null,
    targetScale: null,
    ...parts,
  }
}

function layers(...specs: readonly [number, Activation][]): NetworkSpec {
  return { inputs: 2, layers: specs.map(([units, activation]) => ({ units, activation })) }
}

const oneOutput = layers([3, 'tanh'], [1, 'sigmoid'])
const threeOutputs = layers([3, 'tanh'], [3, 'softmax'])

describe('the points of a map', () => {
  it('stand where the data say, by class, and tell both parts apart', () => {
    expect(mapPoints(dataOf(), { layer: 3, unit: 0 }, oneOutput)).toEqual([
      { example: 0, x1: 0, x2: 1, shape: 'triangle', side: -1, trains: true },
      { example: 1, x1: 2, x2: 3, shape: 'circle', side: 1, trains: true },
      { example: 2, x1: 4, x2: 5, shape: 'circle', side: 1, trains: false },
    ])
  })

  it('are for or against the output that is shown', () => {
    const data = dataOf({ classNames: ['a', 'b', 'c'], labels: Float32Array.of(0, 1, 2) })
    const sides = (layer: number, unit: number): number[] =>
      mapPoints(data, { layer, unit }, threeOutputs).map(({ side }) => side)
    expect(sides(3, 0)).toEqual([1, -1, -1])
    expect(sides(3, 2)).toEqual([-1, -1, 1])
    // A unit inside says nothing about three classes.
    expect(sides(2, 0)).toEqual([0, 0, 0])
    expect(sideOfClass(1, dataOf(), { layer: 2, unit: 0 }, oneOutput)).toBe(1)
  })

  it('of values are as strong as the values', () => {
    const data = dataOf({ task: 'regression', classNames: ['y'], labels: Float32Array.of(-2, 0, 1) })
    expect(mapPoints(data, { layer: 3, unit: 0 }, oneOutput).map(({ shape, side }) => [shape, side])).toEqual([
      ['triangle', -1],
      ['triangle', 0],
      ['circle', 0.5],
    ])
  })

  it('of values that are all 0 are on neither side', () => {
    const data = dataOf({ task: 'regression', labels: new Float32Array(3) })
    expect(mapPoints(data, { layer: 3, unit: 0 }, oneOutput).map(({ side }) => side)).toEqual([0, 0, 0])
  })

  it('are thinned out evenly where there are too many, and none where the data are no plane', () => {
    const many = dataOf({
      trainCount: 4000,
      testCount: 1000,
      points: new Float32Array(10_000),
      labels: new Float32Array(5000),
    })
    const shown = mapPoints(many, { layer: 3, unit: 0 }, oneOutput)
    expect(shown.map(({ example }) => example).slice(0, 3)).toEqual([0, 3, 6])
    expect(shown.length).toBe(1667)
    expect(shown.filter(({ trains }) => trains)).toHaveLength(1334)
    expect(mapPoints(dataOf({ points: null }), { layer: 3, unit: 0 }, oneOutput)).toEqual([])
  })
})

it('the nearest point is within reach, or there is none', () => {
  const at = (example: number, x1: number, x2: number): MapPoint => {
    return { example, x1, x2, shape: 'circle', side: 1, trains: true }
  }
  const points = [at(0, 0, 0), at(1, 3, 4), at(2, 3.5, 4)]
  expect(nearestPoint(points, 3.1, 4, [1, 1])?.example).toBe(1)
  expect(nearestPoint(points, 3.4, 4, [1, 1])?.example).toBe(2)
  expect(nearestPoint(points, 10, 10, [1, 1])).toBeNull()
  expect(nearestPoint([], 0, 0, [1, 1])).toBeNull()
  // Axes of different units: near is what looks near.
  expect(nearestPoint(points, 3.1, 6, [0.2, 4])?.example).toBe(1)
  expect(nearestPoint(points, 3.3, 4, [0.1, 4])).toBeNull()
})

describe('where an answer changes sides', () => {
  const inline = (targets: number[][]): Partial<Experiment> => ({
    dataset: { kind: 'inline', inputs: targets.map(() => [0, 0]), targets, trainFraction: 1 },
  })
  it.each<[string, NetworkSpec, Partial<Experiment>, DataSummary['task'], number, number]>([
    ['a sigmoid output', oneOutput, {}, 'classification', 3, 0.5],
    ['a softmax output', threeOutputs, {}, 'classification', 3, 0.5],
    ['a tanh output, −1 or 1', layers([1, 'tanh']), {}, 'classification', 2, 0],
    ['tanh outputs, one for each class', layers([2, 'tanh']), {}, 'classification', 2, 0.5],
    ['a linear output of classes 0 and 1', layers([1, 'linear']), {}, 'classification', 2, 0.5],
    ['a tanh output with targets 0 and 1', layers([1, 'tanh']), inline([[0], [1]]), 'classification', 2, 0.5],
    ['a tanh output with targets −1 and 1', layers([1, 'tanh']), inline([[-1], [1]]), 'classification', 2, 0],
    ['a linear output of values', layers([1, 'linear']), {}, 'regression', 2, 0],
    ['a hidden sigmoid', layers([2, 'sigmoid'], [1, 'sigmoid']), {}, 'classification', 2, 0.5],
    ['a hidden relu', layers([2, 'relu'], [1, 'sigmoid']), {}, 'classification', 2, 0],
  ])('%s', (_, network, parts, task, layer, boundary) => {
    expect(boundaryOf(layer, experimentWith({ ...parts, network }), dataOf({ task }))).toBe(boundary)
  })
})

describe('the colours of a map', () => {
  const map = (range: readonly [number, number], values = [0]): UnitMap => {
    return { unit: { layer: 2, unit: 0 }, size: Math.sqrt(values.length), values: Float32Array.from(values), range }
  }
  it.each([
    // Both ends are as far from the line.
    ['sigmoid', [0, 1], { boundary: 0.5, reach: 0.5, low: 0, high: 1 }],
    ['tanh', [-1, 1], { boundary: 0, reach: 1, low: -1, high: 1 }],
    ['linear', [-1, 5], { boundary: 0, reach: 5, low: -1, high: 5 }],
    // Nothing below 0 can come out of a relu, whatever the map shows.
    ['relu', [2, 5], { boundary: 0, reach: 5, low: 0, high: 5 }],
  ] as const)('of a %s unit between %j', (activation, range, scale) => {
    const experiment = experimentWith({ network: layers([1, activation], [1, 'sigmoid']) })
    expect(mapScale(map(range), experiment, dataOf())).toEqual(scale)
  })

  it.each([
    [0.5, 0],
    [1, 1],
    [0, -1],
    [0.75, 0.5],
    [9, 1],
  ])('a = %d of a sigmoid is on side %d', (value, side) => {
    expect(sideOf(value, { boundary: 0.5, reach: 0.5, low: 0, high: 1 })).toBe(side)
  })

  const colors = { negative: '#ff8000', middle: '#ffffff', positive: '#0000ff' }
  it('go from one sign’s colour through paper to the other’s', () => {
    expect([-1, 0, 1, 0.5].map((side) => divergingColor(colors, side))).toEqual([
      '#ff8000',
      '#ffffff',
      '#0000ff',
      '#8080ff',
    ])
    const palette = divergingColors(colors, 3)
    expect([...palette.subarray(3, 6)]).toEqual([255, 255, 255])
    expect(parseHex('#0a10ff')).toEqual([10, 16, 255])
    // As the build shortens it.
    expect(parseHex('#fa0')).toEqual([255, 170, 0])
    expect(parseHex('rgb(1 2 3)')).toEqual([128, 128, 128])
  })

  it('paint what is no number neither blue nor orange', () => {
    const picture = { data: new Uint8ClampedArray(16) } as unknown as ImageData
    const theme = { ...colors, panel: '#ffffff' }
    paintPlane(
      picture,
      map([0, 1], [0, 1, NaN, 0.5]),
      { boundary: 0.5, reach: 0.5, low: 0, high: 1 },
      theme as unknown as Parameters<typeof paintPlane>[3],
    )
    const cells = [0, 1, 2, 3].map((cell) => [...picture.data.subarray(4 * cell, 4 * cell + 3)])
    expect(cells[0]?.[0]).toBe(255)
    expect(cells[0]?.[2]).toBeLessThan(200)
    expect(cells[1]?.[2]).toBe(255)
    expect(cells[3]).toEqual([255, 255, 255])
    expect(cells[2]).toEqual([255, 255, 255])
  })
})

it('the plane lies in the square as on paper: x₁ to the right, x₂ up', () => {
  const place = toSquare(
    [
      [-6, 6],
      [-6, 6],
    ],
    240,
  )
  expect(place(-6, 6)).toEqual([0, 0])
  expect(place(6, -6)).toEqual([240, 240])
  expect(place(0, 3)).toEqual([120, 60])
  expect(
    toSquare(
      [
        [0, 10],
        [1000, 3000],
      ],
      200,
    )(5, 1500),
  ).toEqual([100, 150])
  expect(pointRadius(4, 170)).toBeGreaterThan(pointRadius(200, 170))
  expect(pointRadius(200, 170)).toBeGreaterThan(pointRadius(2000, 170))
})
