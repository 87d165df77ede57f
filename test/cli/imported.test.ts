/** Imported data in the command: inside a .dlab, or beside a bare experiment.json. */
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { decodeDlab } from '../../src/shared/dlab'
import { lab, labJson } from './lab-in-process'

const examples = join(import.meta.dirname, '../../docs/examples')
const grades = join(examples, 'grades.json')

function folderWith(table: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'delta-lab-imported-'))
  copyFileSync(grades, join(folder, 'grades.json'))
  if (table !== null) writeFileSync(join(folder, 'grades.csv'), table)
  return join(folder, 'grades.json')
}

it('trains on the table beside it, and saves it within', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'delta-lab-imported-')), 'grades.dlab')
  const trained = await labJson<{ accuracy: number; sha256: string }>('train', grades, '--epochs', '60', '--out', out)
  expect(trained.accuracy).toBeGreaterThan(0.8)
  const saved = decodeDlab(readFileSync(out))
  expect(saved.ok && saved.value.experiment.dataset.kind === 'csv' && saved.value.experiment.dataset.source.text).toBe(
    readFileSync(join(examples, 'grades.csv'), 'utf8'),
  )
  expect((await lab(['validate', out])).out).toContain('96 examples train, 24 test; 60 epochs trained')
})

it('takes the first line of a table for what the experiment says it is', async () => {
  const file = folderWith('2.8,8.0,no\n1.1,8.5,no\n9.6,7.1,yes\n5,5,yes\n')
  const experiment = JSON.parse(readFileSync(file, 'utf8')) as { dataset: object }
  const dataset = { ...experiment.dataset, inputs: ['2.8', '8.0'], target: 'no', header: true }
  writeFileSync(file, JSON.stringify({ ...experiment, dataset }))
  expect((await lab(['validate', file])).out).toContain('2 examples train, 1 test')
})

it.each([
  ['no table beside it', null, /grades\.csv: The file can’t be read: there is no such file/],
  ['a ragged table', 'hours,sleep,passed\n1,2,no\n3,4\n', /grades\.csv: line 3: This row has 2 cells/],
  ['a table without the column', 'hours,passed\n1,no\n3,yes\n', /dataset\.inputs\.1: There is no column “sleep”/],
  [
    'a cell that is no number',
    'hours,sleep,passed\n1,2,no\nx,4,yes\n3,4,yes\n',
    /grades\.csv: line 3, column “hours”: “x”/,
  ],
])('%s is refused in one line', async (_, table, words) => {
  const { status, err } = await lab(['train', folderWith(table), '--epochs', '1'])
  expect(status).toBe(1)
  expect(err).toMatch(words)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
})
