/** A scaled target: from every export an answer can be turned back into the target's own units. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-web'
import { expect, it } from 'vitest'
import { findPyTorch } from '../../../scripts/find-pytorch'
import type { Scaling } from '../../../src/shared/experiment'
import { csvDataset } from '../../shared/imported/csv-dataset'
import { lecture } from '../node-trainer'
import { exported, exportedText, runOf } from './run-of'

const python = findPyTorch()

/** h = x: of a flat of 25 m², half-way from 10 to 40, the price half-way from 100 to 600 is 350. */
function flats(targetScale: Scaling) {
  const dataset = csvDataset('m²,price\n10,100\n20,200\n30,300\n40,600\n', {
    scale: 'min-max',
    targetKind: 'value',
    targetScale,
  })
  const network = { inputs: 1, layers: [{ units: 1, activation: 'linear' as const }] }
  return runOf(lecture({ network, cost: 'squared-error', dataset, theta: [[[0, 1]]] }))
}

/** The JSON header, as any reader of safetensors sees it. */
async function safetensorsMetadata(targetScale: Scaling): Promise<Record<string, string>> {
  const { bytes } = await exported(flats(targetScale), 'safetensors')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  expect(length % 8).toBe(0)
  return JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))).__metadata__
}

it('safetensors say in their metadata how inputs and answers are scaled', async () => {
  expect(await safetensorsMetadata('min-max')).toMatchObject({
    inputs: '["m²"]',
    outputs: '["price, scaled"]',
    input_offset: '[10]',
    input_divisor: '[30]',
    output_offset: '[100]',
    output_divisor: '[500]',
  })
  // Mean 300; deviations −200, −100, 0 and 300, whose squares have the mean 35,000.
  const { output_offset: offset, output_divisor: divisor } = await safetensorsMetadata('standard')
  expect(JSON.parse(offset ?? '')).toEqual([300])
  expect(JSON.parse(divisor ?? '')[0]).toBeCloseTo(Math.sqrt(35_000), 10)
  expect(await safetensorsMetadata('none')).not.toHaveProperty('output_offset')
})

it('ONNX models say so too', async () => {
  const { bytes } = await exported(flats('min-max'), 'onnx')
  const text = new TextDecoder().decode(bytes)
  expect(/output_offset\x12.{1,2}?(\[[^\]]*\])/s.exec(text)?.[1]).toBe('[100]')
  expect(/output_divisor\x12.{1,2}?(\[[^\]]*\])/s.exec(text)?.[1]).toBe('[500]')
  const session = await ort.InferenceSession.create(bytes)
  const { h } = await session.run({ x: new ort.Tensor('float32', Float32Array.of((25 - 10) / 30), [1, 1]) })
  expect(Number(h?.data[0]) * 500 + 100).toBeCloseTo(350, 4)
})

it('a script has no such function where nothing was scaled', async () => {
  expect(await exportedText(flats('none'), 'pytorch')).not.toContain('def predict')
})

it.skipIf(python === null)(
  'the script predicts in the target’s own units (skipped without PyTorch)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'delta-lab-predict-'))
    const script = join(folder, 'flats.py')
    writeFileSync(script, await exportedText(flats('min-max'), 'pytorch'))
    const predict = `import runpy, torch
flats = runpy.run_path(${JSON.stringify(script)})
network = flats["Network"]()
network.load_state_dict({"fc1.weight": torch.tensor([[1.0]]), "fc1.bias": torch.tensor([0.0])})
print(flats["INPUTS"], flats["predict"](network, torch.tensor([[25.0], [40.0]])).tolist())`
    const ran = spawnSync(python ?? '', ['-c', predict], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(ran.stderr).toBe('')
    expect(ran.stdout.trim()).toBe("['m²'] [[350.0], [600.0]]")
  },
  60_000,
)
