import { expect, it } from 'vitest'
import { FLOW_GATE_WIDTH, placeFlow } from '../../../src/renderer/network/flow-place'
import { layoutNetwork } from '../../../src/renderer/network/layout'
import { networkOf } from './network-of'

/** Half of what a δ with a sign and three digits takes, measured in Chromium. */
const HALF_DELTA = { large: 44, roomy: 35, compact: 32, dense: NaN } as const

it.each([
  [650, 440],
  [900, 600],
  [1400, 800],
])('δ and what flows back stand side by side below the ellipse, in %d × %d', (width, height) => {
  const layout = layoutNetwork(networkOf(2, 2, 2, 1), { width, height })
  const { x, bar, deltaShift } = placeFlow(layout)
  const half = layout.ellipse.width / 2
  expect(x + bar + FLOW_GATE_WIDTH).toBeLessThanOrEqual(half)
  expect(-deltaShift + HALF_DELTA[layout.density]).toBeLessThan(x)
  expect(deltaShift + HALF_DELTA[layout.density]).toBeLessThan(half + 10)
  expect(bar).toBeGreaterThanOrEqual(18)
})

it('where columns are narrow, what flows back stands below δ, which stays where it is', () => {
  const layout = layoutNetwork(networkOf(2, 2, 2, 2, 2, 2, 2, 2, 1), { width: 650, height: 440 })
  expect(layout.density).toBe('dense')
  expect(placeFlow(layout)).toMatchObject({ x: 0, deltaShift: 0 })
})
