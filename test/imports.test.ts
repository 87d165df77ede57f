import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

function sourceFiles(): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|vue)$/.test(path))
    .map((path) => join(src, path))
}

/** The files of ours that a file imports when it runs; types vanish, and so can't make a cycle. */
function importsOf(file: string, files: ReadonlySet<string>): string[] {
  const text = readFileSync(file, 'utf8')
  const script = file.endsWith('.vue') ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '') : text
  return ts
    .preProcessFile(script.replaceAll(/^(im|ex)port type .*$/gm, ''))
    .importedFiles.map(({ fileName }) => resolve(dirname(file), fileName))
    .flatMap((path) => [path, `${path}.ts`, join(path, 'index.ts')].filter((candidate) => files.has(candidate)))
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle) return cycle
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle) return cycle
  }
  return null
}

test('a cycle is found where there is one', () => {
  expect(
    findCycle(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b', 'c', 'b'])
})

test('no file of src imports itself in a circle', () => {
  const files = new Set(sourceFiles())
  const graph = new Map([...files].map((file) => [file, importsOf(file, files)]))
  expect(graph.get(join(src, 'main/index.ts'))).toContain(join(src, 'main/window.ts'))
  expect(findCycle(graph)?.map((file) => file.slice(src.length + 1))).toBeUndefined()
})
