import * as nodeFiles from 'node:fs/promises'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { saveWhole, sweepTempFiles, type FileSystem } from '../../src/disk/save-whole'
import { DISK_FAILURES, failure, withFiles } from '../../scripts/torture/failing-files'
import { emptyFolder } from '../main/start-lab'

const OLD = new TextEncoder().encode('the old experiment')
const NEW = new TextEncoder().encode('the new experiment, which is longer')

let folder: string
let path: string
beforeEach(() => {
  folder = emptyFolder()
  path = join(folder, 'experiment.dlab')
  writeFileSync(path, OLD)
})

const content = (file = path): string => readFileSync(file, 'utf8')

test.each([0, 1, 70_000, 3_000_000])('%d bytes are saved exactly', async (size) => {
  const bytes = Uint8Array.from({ length: size }, (_, index) => index % 251)
  await saveWhole(path, bytes)
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(readdirSync(folder)).toEqual(['experiment.dlab'])
})

test('a part of a larger buffer is saved, not the buffer', async () => {
  await saveWhole(path, new Uint8Array(NEW.buffer, 4, 3))
  expect(content()).toBe('new')
})

test('a new file is made', async () => {
  const other = join(folder, 'other.dlab')
  await saveWhole(other, NEW)
  expect(readFileSync(other).equals(NEW)).toBe(true)
})

test('a name as long as the system allows can be saved', async () => {
  const long = join(folder, `${'δ'.repeat(125)}.dlab`)
  await saveWhole(long, NEW)
  expect(readFileSync(long).equals(NEW)).toBe(true)
})

test('the file keeps its permissions', async () => {
  chmodSync(path, 0o640)
  await saveWhole(path, NEW)
  expect(statSync(path).mode & 0o777).toBe(0o640)
})

test('a link stays a link, and the file that it means is saved', async () => {
  const link = join(emptyFolder(), 'link.dlab')
  symlinkSync(path, link)
  await saveWhole(link, NEW)
  expect(readFileSync(path).equals(NEW)).toBe(true)
  await expect(nodeFiles.readlink(link)).resolves.toBe(path)
})

test('a folder of that name is refused', async () => {
  const taken = join(folder, 'taken.dlab')
  mkdirSync(taken)
  await expect(saveWhole(taken, NEW)).rejects.toThrow('not a file')
})

describe('when a save fails, the old file is untouched and nothing is left behind', () => {
  test.each(DISK_FAILURES)('$what', async ({ files, named }) => {
    await expect(saveWhole(path, NEW, files)).rejects.toThrow(named)
    expect(content()).toBe('the old experiment')
    expect(readdirSync(folder)).toEqual(['experiment.dlab'])
  })

  test('a folder that is gone', async () => {
    await expect(saveWhole(join(folder, 'gone', 'a.dlab'), NEW)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('bytes that come in pieces are all written', async () => {
    const files = withFiles((file) => {
      const write = file.write.bind(file)
      file.write = ((bytes: Uint8Array, offset: number) => write(bytes, offset, 1)) as never
    })
    await saveWhole(path, NEW, files)
    expect(readFileSync(path).equals(NEW)).toBe(true)
  })

  test('a file that is busy for a moment only is saved', async () => {
    let busy = 2
    const files: FileSystem = {
      ...nodeFiles,
      rename: (from, to) => (busy-- > 0 ? Promise.reject(failure('EBUSY')) : nodeFiles.rename(from, to)),
    }
    await saveWhole(path, NEW, files)
    expect(readFileSync(path).equals(NEW)).toBe(true)
  })
})

describe('temp files', () => {
  /** The name that a save of this path by another process would use. */
  async function tempNameOf(pid: number): Promise<string> {
    let temp = ''
    const files: FileSystem = {
      ...nodeFiles,
      rename(from) {
        temp = String(from)
        return Promise.reject(new Error('stopped'))
      },
    }
    await saveWhole(path, NEW, files).catch(() => undefined)
    return temp.replace(`-${process.pid}-`, `-${pid}-`)
  }

  test('are removed where the process that wrote them is gone', async () => {
    const stale = await tempNameOf(2 ** 22 + 1)
    writeFileSync(stale, 'half')
    await sweepTempFiles(path)
    expect(existsSync(stale)).toBe(false)
    expect(content()).toBe('the old experiment')
  })

  test('stay where that process still runs', async () => {
    const live = await tempNameOf(process.ppid)
    writeFileSync(live, 'half')
    await sweepTempFiles(path)
    expect(existsSync(live)).toBe(true)
  })

  test('of another file stay, as does all else', async () => {
    const others = ['.delta-lab', '.hidden', 'experiment.dlab.bak', '.delta-lab-0000000000000000-host-1-aa.tmp']
    for (const name of others) writeFileSync(join(folder, name), 'kept')
    await sweepTempFiles(path)
    expect(readdirSync(folder).sort()).toEqual([...others, 'experiment.dlab'].sort())
  })

  test('of a folder that is gone are no failure', async () => {
    await expect(sweepTempFiles(join(folder, 'gone', 'a.dlab'))).resolves.toBeUndefined()
  })
})
