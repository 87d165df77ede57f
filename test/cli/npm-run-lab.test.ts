/** The command as it is called: through npm, in a process of its own. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { GradientResult } from '../../src/cli/commands/gradient'
import type { TrainResult } from '../../src/cli/commands/train'
import { GALLERY } from '../../src/shared/experiments'
import { relativeError } from '../worker/engine/engine'
import { lecture } from '../worker/node-trainer'
import { lab, labJson, temporaryPath, writeJson, type Answer } from './lab-in-process'
import { cases } from './reference-cases'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface CallOptions {
  readonly cwd?: string
  /** Stop reading at once. */
  readonly closeOutput?: boolean
}

function call(command: string, args: readonly string[], { cwd = root, closeOutput = false }: CallOptions = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ status: code ?? -1, out, err }))
    if (closeOutput) child.stdout.destroy()
  })
}

const npm = (words: readonly string[], cwd?: string): Promise<Answer> =>
  call('npm', ['--prefix', root, 'run', '--silent', 'lab', '--', ...words], cwd === undefined ? {} : { cwd })
const built = (words: readonly string[], closeOutput = false): Promise<Answer> =>
  call(process.execPath, [`${root}/out/cli/lab.js`, ...words], { closeOutput })

describe('npm run --silent lab', { timeout: 60_000 }, () => {
  // Builds, where it has to.
  beforeAll(async () => {
    const { status, err } = await npm(['--help'])
    if (status !== 0) throw new Error(err)
  }, 120_000)

  it('prints clean JSON that agrees with the reference', async () => {
    const [first] = cases
    if (!first) throw new Error('There are no cases')
    const { status, out, err } = await npm(['gradient', writeJson(first.experiment), '--json'])
    expect([status, err]).toEqual([0, ''])
    const { cost, gradient } = JSON.parse(out) as GradientResult
    expect(relativeError([cost], [first.full.cost])).toBeLessThan(1e-5)
    expect(relativeError(gradient.flat(2), first.full.gradient.flat(2))).toBeLessThan(1e-5)
  })

  it('trains to the same bits as in another process, from built-in data too', async () => {
    const iris = GALLERY.find(({ id }) => id === 'iris')?.experiment
    const file = writeJson(iris ?? {})
    const { out } = await npm(['train', file, '--epochs', '5', '--json'])
    const here = await labJson<TrainResult>('train', file, '--epochs', '5')
    expect({ ...(JSON.parse(out) as TrainResult), seconds: 0 }).toEqual({ ...here, seconds: 0 })
  })

  it('takes files from the folder that it was called in', async () => {
    const file = writeJson(lecture())
    const out = temporaryPath('relative.dlab')
    const words = ['train', basename(file), '--epochs', '2', '--out', basename(out)]
    expect((await npm(words, dirname(file))).status).toBe(0)
    expect((await lab(['validate', out])).status).toBe(0)
  })

  it.each([
    ['wrong usage', 2, ['trace']],
    ['a refusal', 1, ['gradient', 'no-such-file.json']],
  ])('passes the status of %s on', async (_, expected, words) => {
    const { status, out, err } = await npm(words)
    expect([status, out]).toEqual([expected, ''])
    expect(err).toMatch(/^delta-lab: /)
  })

  it('is quiet when nobody reads on', async () => {
    const digits = GALLERY.find(({ id }) => id === 'digits')?.experiment
    const { status, err } = await built(['gradient', writeJson(digits ?? {}), '--json'], true)
    expect([status, err]).toEqual([0, ''])
  })

  it('is one file with its own first line, as a package’s command is', async () => {
    const { bin } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { bin: Record<string, string> }
    expect(bin['delta-lab']).toBe('out/cli/lab.js')
    expect(readFileSync(`${root}/out/cli/lab.js`, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect((await built(['--help'])).out).toBe((await lab(['--help'])).out)
  })
})
