import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLocalStore } from '../../src/main/local-store'
import { emptyFolder } from './start-lab'

const bytes = (): Uint8Array<ArrayBuffer> => Uint8Array.of(10, 13, 0, 255)

test('an item comes back byte for byte with its note, from another start too', async () => {
  const folder = emptyFolder()
  const note = { name: 'Line\nbreak “θ”', list: [1, null] }
  await createLocalStore(folder).write('recovery', 'a.1', note, bytes())
  const store = createLocalStore(folder)
  expect(await store.read('recovery', 'a.1')).toEqual({ note, bytes: bytes() })
  expect(await store.list('recovery')).toEqual([{ name: 'a.1', note }])
  expect(await store.list('versions')).toEqual([])
  expect(await store.read('versions', 'a.1')).toBeNull()
})

test('what is removed is gone, and removing it again is no failure', async () => {
  const store = createLocalStore(emptyFolder())
  await store.write('recent', 'a', null, new Uint8Array())
  await store.remove('recent', 'a')
  await store.remove('recent', 'a')
  expect(await store.list('recent')).toEqual([])
})

test('what a killed save has left is swept at the next start', async () => {
  const folder = emptyFolder()
  mkdirSync(join(folder, 'recovery'))
  writeFileSync(join(folder, 'recovery', '.delta-lab-0-here-1-2.tmp'), 'half')
  const store = createLocalStore(folder)
  expect(await store.list('recovery')).toEqual([])
  expect(readdirSync(join(folder, 'recovery'))).toEqual([])
})

test.each(['../a', 'a/b', 'a\\b', '.hidden', '', 'a\0', 'x'.repeat(200)])(
  '%j is no name of the store',
  async (name) => {
    const folder = emptyFolder()
    const store = createLocalStore(folder)
    await expect(store.write('recovery', name, null, bytes())).rejects.toThrow()
    await expect(store.read('recovery', name)).rejects.toThrow()
    await expect(store.remove('recovery', name)).rejects.toThrow()
    expect(existsSync(join(folder, 'recovery', 'b.kept'))).toBe(false)
  },
)

test.each<[string, (content: Buffer) => Buffer]>([
  ['cut off', (content) => content.subarray(0, content.length - 1)],
  ['empty', () => Buffer.alloc(0)],
  ['something else', () => Buffer.from('{"note":1}\nx')],
  ['without a first line', () => Buffer.alloc(100_000, 65)],
])('an item that is %s is refused when it is read, and does not hide the others', async (_how, damage) => {
  const folder = emptyFolder()
  const store = createLocalStore(folder)
  await store.write('recovery', 'a.1', { name: 'a' }, bytes())
  await store.write('recovery', 'b.1', { name: 'b' }, bytes())
  const path = join(folder, 'recovery', 'a.1.kept')
  writeFileSync(path, damage(readFileSync(path)))
  await expect(store.read('recovery', 'a.1')).rejects.toMatchObject({ failure: 'damaged' })
  expect((await store.list('recovery')).map(({ name }) => name).sort()).toEqual(['a.1', 'b.1'])
  expect(await store.read('recovery', 'b.1')).toMatchObject({ bytes: bytes() })
})
