/** What the documents promise is there: commands, files that they link to, examples that can be opened. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { decodeDlab } from '../src/shared/dlab'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
]
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

test.each(documents)('%s names only commands that there are', (path) => {
  const named = [...read(path).matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name ?? '')
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test.each(documents)('%s links only to files that there are', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '')
  const local = links.filter((link) => !/^https?:/.test(link))
  const missing = local.filter((link) => !existsSync(join(root, dirname(path), link)))
  expect(missing).toEqual([])
})

const examples = readdirSync(join(root, 'docs/examples'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => relative(root, join(root, 'docs/examples', name)))

test.each(examples)('%s is a sound experiment', (path) => {
  const opened = decodeDlab(readFileSync(join(root, path)), (_entry, name) => {
    return { ok: true, value: { place: name, bytes: readFileSync(join(root, dirname(path), name)) } }
  })
  expect(opened).toMatchObject({ ok: true })
})
