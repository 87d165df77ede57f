/** What the command refuses, with which status and in which words. */
import { strToU8, unzipSync, zipSync } from 'fflate'
import { truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { encodeDlab } from '../../src/shared/dlab'
import { MAX_FILE_BYTES } from '../../src/shared/lab-api'
import { lecture, startTrainer, withTraining } from '../worker/node-trainer'
import { lab, labJson, temporaryPath, writeDlab, writeJson, writeTemporary } from './lab-in-process'

const sound = writeJson(lecture())
const missing = temporaryPath('missing.json')

describe('wrong usage ends with 2 and says how it is right', () => {
  it.each([
    ['no command', [], 'Which command'],
    ['an unknown command', ['trian', sound], 'trian'],
    ['a name that every object has', ['toString', sound], 'toString'],
    ['no file', ['gradient'], 'gradient needs a file'],
    ['two files', ['gradient', sound, 'other.json'], 'other.json'],
    ['an unknown option', ['gradient', sound, '--jsn'], '--jsn'],
    ['an option of another command', ['gradient', sound, '--epochs', '3'], '--epochs'],
    ['no example', ['trace', sound], '--example'],
    ['an example without a number', ['trace', sound, '--example'], '--example'],
    ['a negative example', ['trace', sound, '--example=-1'], '“-1”'],
    ['half an example', ['trace', sound, '--example', '0.5'], '“0.5”'],
    ['no epochs', ['train', sound], '--epochs'],
    ['zero epochs', ['train', sound, '--epochs', '0'], '“0”'],
    ['epochs in words', ['train', sound, '--epochs', 'many'], '“many”'],
    ['too many epochs', ['train', sound, '--epochs', '1e9'], '“1e9”'],
    ['an empty name', ['train', sound, '--epochs', '1', '--out', ''], '--out'],
    ['a value for a switch', ['gradient', sound, '--json=yes'], '--json'],
  ])('%s', async (_, words, named) => {
    const { status, out, err } = await lab(words)
    const [line, blank, usage] = err.split('\n')
    expect([status, out]).toEqual([2, ''])
    expect(line).toMatch(/^delta-lab: .+[.?]$/)
    expect(line).toContain(named)
    expect(blank).toBe('')
    expect(usage).toMatch(/^Usage: /)
  })

  it('is no wrong usage to ask for help', async () => {
    const { status, out, err } = await lab(['--help'])
    expect([status, err]).toEqual([0, ''])
    for (const command of ['trace', 'gradient', 'check', 'train', 'export', 'validate'])
      expect(out).toContain(`\n  ${command} FILE`)
  })

  it('takes options in any place', async () => {
    expect((await lab(['--json', 'gradient', sound])).out).toBe((await lab(['gradient', sound, '--json'])).out)
  })
})

/** Of zeros that take no room on the disk. */
function hugeFile(): string {
  const file = writeTemporary('huge.dlab', '')
  truncateSync(file, MAX_FILE_BYTES + 1)
  return file
}

describe('a refusal ends with 1 and one line that names the file and the field', () => {
  const softmax = lecture({ network: { inputs: 2, layers: [{ units: 3, activation: 'softmax' }] } })
  const inline = {
    kind: 'inline' as const,
    inputs: [
      [0, 0],
      [0, 1],
    ],
    targets: [[1], [0]],
    trainFraction: 1,
  }
  const checkpoint = startTrainer(lecture()).trainer.checkpoint()
  const saved = encodeDlab({ experiment: lecture(), checkpoint })
  const parts = unzipSync(saved)
  const withPart = (name: string, content: Uint8Array | null): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries({ ...parts, [name]: content }).flatMap(([key, part]) => (part ? [[key, part]] : [])),
      ),
    )
  const withByteChanged = (bytes: Uint8Array): Uint8Array => bytes.with(60, (bytes[60] ?? 0) ^ 1)
  const ofAnotherNetwork = withPart(
    'experiment.json',
    strToU8(
      JSON.stringify({
        ...lecture({ network: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] } }),
        run: checkpoint.progress,
      }),
    ),
  )
  const whole = { ...checkpoint, progress: { epoch: 0, position: 50, steps: 0 } }

  it.each([
    ['a missing file', missing, 'no such file'],
    ['a folder', tmpdir(), 'it is a folder'],
    ['a file that is too large', hugeFile(), 'larger than 512 MB'],
    ['an empty file', writeTemporary('empty.json', ''), '0 bytes'],
    ['something else', writeTemporary('picture.dlab', 'GIF89a'), 'not a .dlab file'],
    ['cut JSON', writeTemporary('cut.json', '{"format": "delta-lab-exp'), 'not JSON'],
    ['a newer version', writeJson({ ...lecture(), version: 7 }), ': version: '],
    [
      'a learning rate of 0',
      writeJson(withTraining(lecture(), { optimizer: { kind: 'sgd', learningRate: 0 } })),
      ': training.optimizer.learningRate: ',
    ],
    ['a batch of 1.5', writeJson(withTraining(lecture(), { batchSize: 1.5 })), ': training.batchSize: '],
    ['an unknown cost', writeJson({ ...lecture(), cost: 'hinge' }), ': cost: '],
    ['softmax with squared error', writeJson({ ...softmax, cost: 'squared-error' }), ': cost: '],
    ['other outputs than the data', writeJson(softmax), ': network.layers'],
    [
      'weights of another shape',
      writeJson(lecture({ initialization: { kind: 'given' }, theta: [[[1, 2, 3]]] })),
      ': theta',
    ],
    ['a ragged row', writeJson(lecture({ dataset: { ...inline, inputs: [[0, 0], [0]] } })), ': dataset.inputs'],
    ['0 bytes', writeTemporary('nothing.dlab', ''), '0 bytes'],
    ['a zip that is cut off', writeTemporary('cut.dlab', saved.subarray(0, -30)), 'cut off'],
    ['a wrong checksum', writeTemporary('damaged.dlab', withByteChanged(saved)), 'damaged'],
    [
      'weights of another shape in a .dlab',
      writeTemporary('other.dlab', ofAnotherNetwork),
      'weights.safetensors: theta.1',
    ],
    [
      'a header that is none',
      writeTemporary('header.dlab', withPart('weights.safetensors', new Uint8Array(8).fill(255))),
      'weights.safetensors: ',
    ],
    [
      'a part that is missing',
      writeTemporary('part.dlab', withPart('history.safetensors', null)),
      'history.safetensors: ',
    ],
    ['deep JSON', writeTemporary('deep.json', `{"format":${'['.repeat(1e6)}`), 'experiment.json: '],
    ['bytes that are no text', writeTemporary('latin1.json', Uint8Array.of(0x7b, 0x22, 0xe9, 0x22, 0x7d)), 'not JSON'],
    [
      '__proto__ for everything',
      writeTemporary('proto.json', `{"__proto__":${JSON.stringify(lecture())}}`),
      ': format: ',
    ],
    ['no layers', writeJson({ ...lecture(), network: { inputs: 2, layers: [] } }), ': network.layers: '],
    [
      'zero units',
      writeJson(lecture({ network: { inputs: 2, layers: [{ units: 0, activation: 'sigmoid' }] } })),
      ': network.layers.0.units: ',
    ],
    [
      '10⁹ weights',
      writeJson(
        lecture({
          network: {
            inputs: 2,
            layers: [
              { units: 32_768, activation: 'relu' },
              { units: 32_768, activation: 'relu' },
              { units: 1, activation: 'sigmoid' },
            ],
          },
        }),
      ),
      ': network.layers: ',
    ],
    [
      'a split that leaves nothing to train on',
      writeJson(lecture({ dataset: { ...inline, trainFraction: 0.1 } })),
      ': dataset.trainFraction: ',
    ],
    ['a batch of 0', writeJson(withTraining(lecture(), { batchSize: 0 })), ': training.batchSize: '],
    ...[-1, 1e30, 'abc', null].map((learningRate): [string, string, string] => [
      `a learning rate of ${learningRate}`,
      writeJson({ ...lecture(), training: { ...lecture().training, optimizer: { kind: 'sgd', learningRate } } }),
      ': training.optimizer.learningRate: ',
    ]),
    [
      'a number beyond all numbers',
      writeTemporary('large.json', JSON.stringify(lecture({ dataset: inline })).replace('[0,0]', '[1e999,0]')),
      ': dataset.inputs.0.0: ',
    ],
    [
      'a word for a number',
      writeTemporary('word.json', JSON.stringify(lecture({ dataset: inline })).replace('[0,1]', '[0,"one"]')),
      ': dataset.inputs.1.1: ',
    ],
    ['a position that the data don’t have', writeDlab(lecture(), whole), ': checkpoint.progress.position: '],
  ])('%s', async (_, file, named) => {
    const problems: unknown[] = []
    for (const words of [
      ['trace', file, '--example', '0'],
      ['gradient', file],
      ['check', file],
      ['train', file, '--epochs', '1'],
    ]) {
      const { status, out, err } = await lab([...words, '--json'])
      expect([status, out]).toEqual([1, ''])
      expect(err).toMatch(/^delta-lab: [^\n]+\n$/)
      expect(err).toContain(`${file}: `)
      expect(err).toContain(named)
      expect(err).not.toMatch(/ at .+:\d+/)
      problems.push(err)
    }
    expect(new Set(problems).size).toBe(1)

    const { status, out, err } = await lab(['validate', file, '--json'])
    expect(status).toBe(1)
    expect(err).toBe(problems[0])
    const result = JSON.parse(out) as { ok: boolean; problems: { path: string; message: string }[] }
    expect(Object.keys(result)).toEqual(['ok', 'problems'])
    expect(result.ok).toBe(false)
    expect(result.problems.length).toBeGreaterThan(0)
    for (const problem of result.problems) expect(Object.keys(problem)).toEqual(['path', 'message'])
    expect(err).toContain(result.problems[0]?.message)
  })

  it('an example behind the last one', async () => {
    const { status, out, err } = await lab(['trace', sound, '--example', '70'])
    expect([status, out]).toEqual([1, ''])
    expect(err).toBe(`delta-lab: ${sound}: there is no example 70: they count from 0 to 69.\n`)
    expect((await lab(['trace', sound, '--example', '69'])).status).toBe(0)
  })

  it('a file whose name or texts hold line breaks', async () => {
    const file = writeTemporary('two\nlines.json', JSON.stringify({ ...lecture(), cost: 'a\nb' }))
    expect((await lab(['gradient', file])).err).toMatch(/^delta-lab: [^\n]+\n$/)
  })
})

describe('validate', () => {
  it('lists every problem', async () => {
    const file = writeJson({ ...withTraining(lecture(), { batchSize: 0 }), cost: 'hinge' })
    const { out, err } = await lab(['validate', file])
    expect(out).toContain('\n  cost: ')
    expect(out).toContain('\n  training.batchSize: ')
    expect(err).toContain('1 more')
  })

  it('says what a sound file holds', async () => {
    expect(await labJson('validate', sound)).toEqual({ ok: true, problems: [] })
    const { status, out, err } = await lab(['validate', sound])
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain('Lecture: 2-2-2-1, 15 weights; 50 examples train, 20 test')
  })
})
