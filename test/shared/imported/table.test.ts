import { csvFormatRows, csvParseRows, dsvFormat } from 'd3-dsv'
import fc from 'fast-check'
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../src/shared/experiment'
import { isMissing } from '../../../src/shared/imported/cells'
import { readRecords } from '../../../src/shared/imported/csv-records'
import { IMPORT_LIMITS } from '../../../src/shared/imported/limits'
import { readTable, tableOf, type ImportedTable } from '../../../src/shared/imported/table'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function table(content: string | Uint8Array): ImportedTable {
  const read = typeof content === 'string' ? tableOf(content) : readTable(content)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

function problem(content: string | Uint8Array): Problem {
  const read = readTable(typeof content === 'string' ? bytesOf(content) : content)
  expect(read.ok).toBe(false)
  return read.ok ? { path: '', message: '' } : (read.problems[0] ?? { path: '', message: '' })
}

const utf16 = (text: string, ...mark: number[]): Uint8Array =>
  Uint8Array.from([...mark, ...Array.from(text).flatMap((letter) => [letter.charCodeAt(0), 0])])

describe('bad input is refused at its place', () => {
  it.each<readonly [what: string, content: string | Uint8Array, path: string, message: RegExp]>([
    ['0 bytes', '', '', /empty/],
    ['blank lines alone', '\n\n  \n', '', /empty/],
    ['a header alone', 'hours,passed\n', 'line 2', /no rows/],
    ['one column', 'hours\n1\n2\n', 'line 1', /only one column/],
    ['a row that is too short', 'a,b,c\n1,2,3\n4,5\n', 'line 3', /2 cells.*3/],
    ['a ragged row behind a remark', 'sep=,\n# by hand\na,b\n1,2,3\n', 'line 4', /3 cells.*2/],
    ['a remark alone', '# by hand\n', 'line 2', /no rows/],
    ['a row that is too long', 'a,b\n1,2\n\n3,4,5\n', 'line 4', /3 cells.*2/],
    ['a ragged row behind a cell of three lines', 'a,b\n"1\n2\n3",4\n5\n', 'line 5', /1 cell,/],
    ['a quote that never closes', 'a,b\n1,2\n"3,4\n5,6\n', 'line 3', /never closes/],
    ['text behind a closing quote', 'a,b\n1,2\n"3"x,4\n', 'line 3', /behind a closing/],
    ['bad UTF-8', Uint8Array.from([...bytesOf('a,b\n1,'), 0xc3, 0x28, 10]), 'line 2', /not UTF-8/],
    ['Latin-1', Uint8Array.from([...bytesOf('name,b\nx,1\nM'), 0xfc, ...bytesOf('ller,2\n')]), 'line 3', /UTF-8/],
    ['Latin-1 from an old Mac', Uint8Array.from([...bytesOf('a,b\rx,1\rM'), 0xfc, 13]), 'line 3', /UTF-8/],
    ['Latin-1 from Windows', Uint8Array.from([...bytesOf('a,b\r\n\r\nM'), 0xfc, 13, 10]), 'line 3', /UTF-8/],
    [
      'a packed file of two parts, the first with another checksum',
      Uint8Array.from([...withByte(gzipSync(bytesOf('a,b\n')), -6), ...gzipSync(bytesOf('1,2\n'))]),
      '',
      /damaged/,
    ],
    ['UTF-16 that breaks off', Uint8Array.of(0xff, 0xfe, 97, 0, 44), '', /is not/],
    ['UTF-16 without a mark', utf16('a,b\n1,2\n'), '', /UTF-16 without/],
    ['a workbook renamed', Uint8Array.from([...bytesOf('PK\u0003\u0004'), 20, 0, 6, 0, 8, 0]), '', /spreadsheet/],
    ['a picture renamed', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), '', /not a text file/],
    ['any binary', Uint8Array.of(1, 2, 3, 4, 97, 98), '', /not a text file/],
    ['a packed file that breaks off', gzipSync(bytesOf('a,b\n1,2\n')).subarray(0, 20), '', /damaged/],
    ['a packed file with another checksum', withByte(gzipSync(bytesOf('a,b\n1,2\n')), -6), '', /damaged/],
    ['a bomb', gzipSync(new Uint8Array(IMPORT_LIMITS.csvBytes + 1)), '', /more than 32 MB/],
    ['too many columns', `${'c,'.repeat(1000)}c\n`, 'line 1', /1001 columns; at most 1000/],
  ])('%s', (_, content, path, message) => {
    const found = problem(content)
    expect(found.path).toBe(path)
    expect(found.message).toMatch(message)
  })

  it('more bytes than fit', () => {
    expect(problem(new Uint8Array(IMPORT_LIMITS.csvBytes + 1)).message).toMatch(/larger than 32 MB/)
  })

  it('more rows than fit', () => {
    const found = problem(`a,b\n${'1,2\n'.repeat(IMPORT_LIMITS.rows + 1)}`)
    expect(found).toEqual({ path: 'line 1000002', message: expect.stringContaining('1,000,000 rows') })
  })
})

function withByte(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice()
  const index = at < 0 ? changed.length + at : at
  changed[index] = (changed[index] ?? 0) ^ 1
  return changed
}

describe('what the columns are', () => {
  it.each([
    ['commas', 'a,b\n1.5,2\n', ',', false, [1.5]],
    ['semicolons and decimal commas', 'a;b\n1,5;2\n', ';', true, [1.5]],
    ['semicolons and points', 'a;b\n1.5;2\n', ';', false, [1.5]],
    ['tabs', 'a\tb\n-1e-3\t2\n', '\t', false, [-0.001]],
    ['tabs and decimal commas', 'a\tb\n-,5\t2\n', '\t', true, [-0.5]],
    ['bars', 'a|b\n1.5|2\n', '|', false, [1.5]],
    ['bars and decimal commas', 'a|b\n1,5|2\n', '|', true, [1.5]],
    ['a line for Excel', 'sep=;\r\na;b\r\n1,5;2\r\n', ';', true, [1.5]],
    ['a line for Excel that says the unlikely', '"sep=|"\na|b,c\n1|2\n', '|', false, [1]],
    ['remarks, however they are written', '# 1,5 cm, "by hand\n#measured\na;b\n1.5;2\n', ';', false, [1.5]],
    ['a line for Excel, and a remark', 'sep=,\n# by hand\na,b\n1,2\n', ',', false, [1]],
    ['a remark, and a name with a hash', '# by hand\n#a,b\n1,2\n', ',', false, [1]],
    ['a remark of as many cells as the rows', '# by hand, 2024\na,b\n1,2\n', ',', false, [1]],
    ['such a remark, and a name with a hash', '# by hand, 2024\n#a,b\n1,2\n', ',', false, [1]],
    ['commas within quotes', '"a;x","b;y"\n1,2\n', ',', false, [1]],
    ['Windows line ends', 'a,b\r\n1,2\r\n3,4\r\n', ',', false, [1, 3]],
    ['old Mac line ends', 'a,b\r1,2\r3,4', ',', false, [1, 3]],
  ])('%s', (_, content, delimiter, decimalComma, values) => {
    const read = table(content)
    expect(read).toMatchObject({ delimiter, decimalComma, hasHeader: true, text: content })
    expect([...(read.columns[0]?.values ?? [])]).toEqual(values)
  })

  it('a cell of many digits that is no number is read as fast as any', () => {
    // Each way to share out the digits tried, this would take minutes.
    expect(table(`a,b\n${'7'.repeat(500_000)}x,1\n`).columns[0]?.kind).toBe('text')
  })

  it('numbers, texts, and what is missing', () => {
    const [hours, colour, empty] = table('hours,colour,empty\n1, red ,\nNA,blue,?\n,,n/a\n-2.5e1,red,null\n').columns
    expect(hours).toMatchObject({ kind: 'number', missing: 2, odd: null, texts: [] })
    expect([...(hours?.values ?? [])]).toEqual([1, NaN, NaN, -25])
    expect(colour).toMatchObject({ kind: 'text', missing: 1, texts: ['blue', 'red'] })
    expect([...(colour?.codes ?? [])]).toEqual([1, 0, -1, 1])
    expect(empty).toMatchObject({ kind: 'text', missing: 4 })
    expect([isMissing(' NA '), isMissing('0'), isMissing('none')]).toEqual([true, false, false])
  })

  it.each(['two', 'NaN', 'Inf', '-inf', 'Infinity', '1e999', '-1e39', '0x10', '1_000', '١'])(
    '%s in a column of numbers is no number, and its line is known',
    (cell) => {
      expect(table(`a,b\n1,2\n"3",4\n${cell},5\n6,7\n`).columns[0]).toMatchObject({
        kind: 'number',
        odd: { line: 4, cell },
      })
    },
  )

  it('a table without names has numbers in its first line', () => {
    const read = table('5.1,3.5,setosa\n4.9,3,setosa\n')
    expect(read).toMatchObject({ hasHeader: false, rows: 2 })
    expect(read.columns.map(({ name }) => name)).toEqual(['column 1', 'column 2', 'column 3'])
  })

  it.each([
    ['blank', 'a,,b\n1,2,3\n', ['a', 'column 2', 'b'], [null, '', null]],
    ['twice', 'a,a,a\n1,2,3\n', ['a', 'a (2)', 'a (3)'], [null, 'a', 'a']],
    ['twice, and the way out is taken', 'a,a,a (2)\n1,2,3\n', ['a', 'a (3)', 'a (2)'], [null, 'a', null]],
    ['blank, and the way out is taken', ',column 1\n1,2\n', ['column 1 (2)', 'column 1'], ['', null]],
    [
      'hostile',
      '__proto__,constructor,toString\n1,2,3\n',
      ['__proto__', 'constructor', 'toString'],
      [null, null, null],
    ],
  ])('headers: %s', (_, content, names, renamed) => {
    const { columns } = table(content)
    expect(columns.map(({ name }) => name)).toEqual(names)
    expect(columns.map(({ renamedFrom }) => renamedFrom)).toEqual(renamed)
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('a line with a hash that has names below it is no line of names, in any column', () => {
    const read = table('# by hand, in May, 2024\nlen,colour,ok\n1,red,yes\n2,blue,no\n')
    expect(read.columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['len number', 'colour text', 'ok text'])
    expect(table('#len,colour\n1,red\n').columns.map(({ name }) => name)).toEqual(['#len', 'colour'])
    expect(table('#shape,colour\nround,red\n').columns.map(({ name }) => name)).toEqual(['#shape', 'colour'])
  })

  it('a table without names begins below its remarks, whatever they look like', () => {
    const read = tableOf('# by hand, 2024\n1,2\n3,4\n', false)
    expect(read).toMatchObject({ ok: true, value: { rows: 2, hasHeader: false } })
  })

  it.each([
    ['nothing but such numbers', 'a;b\n1.234;x\n2.500;y\n', ['1.234', null]],
    ['whole numbers below a thousand beside them', 'a;b\n900;x\n2.500;y\n', ['2.500', null]],
    ['the same with commas', 'a;b\n1,234;x\n-2,500;y\n', ['1,234', null]],
    ['a year beside them', 'a;b\n2024;1.234\n2025;2.500\n', [null, '1.234']],
    ['three digits that begin with 0', 'a;b\n1.234;x\n0.500;y\n', [null, null]],
    ['another number of decimals', 'a;b\n1.234;x\n2.5;y\n', [null, null]],
    ['… in another column', 'a;b\n1.234;2.5\n3.456;7\n', [null, null]],
    ['a thousand without a sign', 'a;b\n1.234;x\n2500;y\n', [null, null]],
    ['a power of ten', 'a;b\n1.234;x\n2.500e3;y\n', [null, null]],
  ])('whether 1.234 may be a thousand and more: %s', (_, content, unsure) => {
    expect(table(content).columns.map((column) => column.unsure)).toEqual(unsure)
  })

  it('more texts than may be classes are counted no further', () => {
    const rows = Array.from({ length: 400 }, (_, row) => `id${row},1`)
    expect(table(`id,b\n${rows.join('\n')}\n`).columns[0]?.texts).toHaveLength(IMPORT_LIMITS.categories + 1)
  })

  it('a byte order mark goes, and UTF-16 with one is read', () => {
    expect(table(bytesOf('\ufeffa,b\n1,2\n')).columns[0]?.name).toBe('a')
    expect(table(utf16('a,b\n1,2\n', 0xff, 0xfe)).columns[0]?.name).toBe('a')
    const bigEndian = Uint8Array.from([0xfe, 0xff, ...utf16('a,b\n1,2\n').map((_, at, all) => all[at ^ 1] ?? 0)])
    expect(table(bigEndian).columns[0]?.name).toBe('a')
  })

  it('a packed table is read like any other', () => {
    expect(table(gzipSync(bytesOf('a,b\n1,2\n'))).text).toBe('a,b\n1,2\n')
  })

  it('and so is one that was packed in several parts', () => {
    const parts = ['a,b\n', ...Array.from({ length: 40 }, (_, part) => `${part},x\n`.repeat(part))]
    const packed = Uint8Array.from(parts.flatMap((part) => [...gzipSync(bytesOf(part))]))
    expect(table(packed).text).toBe(parts.join(''))
    const noise = Array.from({ length: 20_000 }, (_, row) => `${Math.sin(row)},x\n`)
    const large = [noise.slice(0, 5000), noise.slice(5000)].map((lines) => gzipSync(bytesOf(lines.join(''))))
    // More than is unpacked at once.
    expect(large[1]?.length).toBeGreaterThan(64 * 1024)
    expect(table(Buffer.concat(large)).text).toBe(noise.join(''))
  })
})

describe('records', () => {
  const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",;\t\r\n a"]{0,6}$/))
  // A blank line is no record, in no library.
  const rows = fc
    .integer({ min: 2, max: 4 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }),
    )

  it.each([',', ';', '\t'] as const)('what d3 writes is read back exactly, separated by %j', (delimiter) => {
    fc.assert(
      fc.property(rows, (written) => {
        const read: (readonly string[])[] = []
        const fault = readRecords(dsvFormat(delimiter).formatRows(written), delimiter, (cells) => read.push(cells) > 0)
        expect(fault).toBeNull()
        expect(read).toEqual(written)
      }),
    )
  })

  it('and what d3 reads of any sound text is what is read here', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n', '\r'), (written, end) => {
        const content = written.map((row) => csvFormatRows([row])).join(end)
        const read: (readonly string[])[] = []
        readRecords(content, ',', (cells) => read.push(cells) > 0)
        expect(read).toEqual(csvParseRows(content))
      }),
    )
  })

  it('each knows the line that it begins at', () => {
    const lines: number[] = []
    readRecords('a,b\r\n"1\r\n2",3\n\n4,"5\r6"\r7,8', ',', (_, line) => lines.push(line) > 0)
    expect(lines).toEqual([1, 2, 5, 7])
  })
})

it('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const read = readTable(bytes)
      if (!read.ok) expect(read.problems.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[ab1.,;"\n\r\t-]{0,40}$/), (text) => void tableOf(text)),
    { numRuns: 500 },
  )
})
