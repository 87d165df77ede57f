/** lab export: files for other tools, and what it refuses. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeSafetensors } from '../../src/shared/safetensors'
import { lecture, startTrainer, stepToEpoch } from '../worker/node-trainer'
import { lab, temporaryPath, writeDlab, writeJson } from './lab-in-process'

const sound = writeJson(lecture())

function trained(): string {
  const started = startTrainer(lecture())
  started.frame()
  stepToEpoch(started, 4)
  started.frame()
  return writeDlab(lecture(), started.trainer.checkpoint())
}

describe('lab export', () => {
  it.each([
    ['pytorch', 'model.py'],
    ['onnx', 'model.onnx'],
    ['safetensors', 'model.safetensors'],
  ])('writes one file: %s', async (format, name) => {
    const path = temporaryPath(name)
    expect(await lab(['export', trained(), '--to', format, '--out', path])).toEqual({
      status: 0,
      out: `exported ${path}\n`,
      err: '',
    })
    expect(readFileSync(path).length).toBeGreaterThan(100)
  })

  it('writes the trained weights of a .dlab', async () => {
    const started = startTrainer(lecture())
    stepToEpoch(started, 2)
    const checkpoint = started.trainer.checkpoint()
    const path = temporaryPath('trained.safetensors')
    await lab(['export', writeDlab(lecture(), checkpoint), '--to', 'safetensors', '--out', path])
    const decoded = decodeSafetensors(new Uint8Array(readFileSync(path)))
    expect(decoded.ok && decoded.value.get('fc1.bias')?.data[0]).toBe(checkpoint.theta[0])
  })

  it('writes two tables: the history, and the weights beside it', async () => {
    const path = temporaryPath('run.csv')
    const weights = path.replace(/\.csv$/, '-weights.csv')
    const { status, out } = await lab(['export', trained(), '--to', 'csv', '--out', path])
    expect([status, out]).toEqual([0, `exported ${path}\nexported ${weights}\n`])
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(1 + 5)
    expect(readFileSync(weights, 'utf8')).toMatch(/^layer,row,column,value\n1,1,0,/)
  })

  it('of a file that nothing has trained begins with the costs before training', async () => {
    const path = temporaryPath('fresh.csv')
    await lab(['export', sound, '--to', 'csv', '--out', path])
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')[1]).toMatch(/^0,0\.\d+,0\.\d+,/)
  })

  it.each([
    ['no format', ['export', sound, '--out', 'x'], '--to'],
    ['an unknown format', ['export', sound, '--to', 'keras', '--out', 'x'], '“keras”'],
    ['no target', ['export', sound, '--to', 'onnx'], '--out'],
    ['an empty target', ['export', sound, '--to', 'onnx', '--out', ''], '--out'],
    ['no file', ['export', '--to', 'onnx', '--out', 'x'], 'export needs a file'],
    ['JSON', ['export', sound, '--to', 'onnx', '--out', 'x', '--json'], '--json'],
  ])('wrong usage ends with 2: %s', async (_, words, named) => {
    const { status, out, err } = await lab(words)
    expect([status, out]).toEqual([2, ''])
    expect(err.split('\n')[0]).toContain(named)
  })

  it('refuses with 1 and one line: no such file, an unsound one, broken weights, a folder that isn’t there', async () => {
    const target = temporaryPath('never.onnx')
    const unsound = writeJson(
      lecture({ cost: 'squared-error', network: { inputs: 2, layers: [{ units: 2, activation: 'softmax' }] } }),
    )
    const checkpoint = startTrainer(lecture()).trainer.checkpoint()
    checkpoint.theta[0] = NaN
    for (const [file, out, named] of [
      [temporaryPath('missing.dlab'), target, 'can’t be read'],
      [unsound, target, 'cost'],
      [writeDlab(lecture(), checkpoint), target, 'not finite'],
      [sound, `${target}/no/such.onnx`, 'can’t be written'],
    ] as const) {
      const { status, out: printed, err } = await lab(['export', file, '--to', 'onnx', '--out', out])
      expect([status, printed]).toEqual([1, ''])
      expect(err).toMatch(/^delta-lab: [^\n]+\n$/)
      expect(err).toContain(named)
      expect(existsSync(target)).toBe(false)
    }
  })

  it('writes neither table where one of them can’t be', async () => {
    const path = temporaryPath('half.csv')
    mkdirSync(path.replace(/\.csv$/, '-weights.csv'))
    expect(await lab(['export', sound, '--to', 'csv', '--out', path])).toMatchObject({ status: 1 })
    expect(existsSync(path)).toBe(false)
  })
})
