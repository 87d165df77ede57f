/** The command in this process, with the real kernels and real files; only the two streams are caught. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runLab } from '../../src/cli/lab'
import { encodeDlab } from '../../src/shared/dlab'
import type { Experiment } from '../../src/shared/experiment'
import type { Checkpoint } from '../../src/shared/trainer'
import { kernels } from '../worker/engine/engine'

export interface Answer {
  readonly status: number
  readonly out: string
  readonly err: string
}

export async function lab(words: readonly string[], isWatched = false): Promise<Answer> {
  let out = ''
  let err = ''
  const status = await runLab(words, {
    print: (text) => (out += text),
    say: (text) => (err += text),
    isWatched,
    kernels: () => Promise.resolve(kernels),
  })
  return { status, out, err }
}

/** The one line of JSON that a command prints; throws where it said anything else, or did not succeed. */
export async function labJson<T>(...words: readonly string[]): Promise<T> {
  const { status, out, err } = await lab([...words, '--json'])
  if (status !== 0 || err !== '' || !/^[^\n]+\n$/.test(out)) throw new Error(`${status}: ${out}${err}`)
  return JSON.parse(out) as T
}

const folder = mkdtempSync(join(tmpdir(), 'delta-lab-cli-'))
let files = 0

export function temporaryPath(name: string): string {
  return join(folder, `${++files}-${name}`)
}

export function writeTemporary(name: string, content: string | Uint8Array): string {
  const path = temporaryPath(name)
  writeFileSync(path, content)
  return path
}

export function writeJson(experiment: object): string {
  return writeTemporary('experiment.json', JSON.stringify(experiment))
}

export function writeDlab(experiment: Experiment, checkpoint: Checkpoint | null): string {
  return writeTemporary('saved.dlab', encodeDlab({ experiment, checkpoint }))
}
