import { expect, it } from 'vitest'
import { chooseDataset } from '../../../src/renderer/data/edits'
import { fittingChanges } from '../../../src/renderer/data/fitting-changes'
import { firstGallery, type TileName } from '../../../src/renderer/data/gallery'
import type { Experiment } from '../../../src/shared/experiment'
import { experimentWith } from './experiment-with'

function changesOf(tile: TileName, before: Experiment): string[] {
  const dataset = firstGallery().get(tile)
  if (!dataset) throw new Error(`There is no tile ${tile}`)
  return fittingChanges(before, chooseDataset(dataset)(before))
}

it('names every change that digits bring, and why', () => {
  expect(changesOf('builtin digits', experimentWith({}))).toEqual([
    'Layer 1 has 64 units now: one for each input.',
    'The output layer has 10 units now: one for each class.',
    'The outputs are softmax now: probabilities of the classes that add up to 1.',
  ])
})

it('names every change that a value to predict brings', () => {
  const before = experimentWith({
    network: { inputs: 4, layers: [{ units: 3, activation: 'softmax' }] },
    theta: [Array.from({ length: 3 }, () => [0, 0, 0, 0, 0])],
  })
  expect(changesOf('generated plane', before)).toEqual([
    'Layer 1 has 2 units now: one for each input.',
    'The output layer has 1 unit now: there is one value to predict.',
    'The output is linear now: the targets can be any number.',
    'The cost is the squared error now: these outputs are no probabilities.',
    'The given weights no longer fit, so new ones are drawn.',
  ])
})

it('says nothing where nothing had to change', () => {
  expect(changesOf('generated spiral', experimentWith({}))).toEqual([])
})
