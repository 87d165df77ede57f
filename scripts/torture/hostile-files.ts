/** Files that somebody made to do harm, or that time has made strange: what each one is, and what it comes to. */
import { strFromU8, strToU8, unzipSync, zipSync, type Unzipped } from 'fflate'
import { encodeDlab } from '../../src/shared/dlab'
import { lecture, startTrainer } from '../../test/worker/node-trainer'

export interface HostileFile {
  readonly what: string
  make(): Uint8Array
  /** The reason that it is refused with; `opens`: it is harmless; `diverged`: it opens, marked as diverged. */
  readonly comesTo: RegExp | 'opens' | 'diverged'
}

const experiment = lecture()
const { trainer } = startTrainer(experiment)
trainer.stepEpoch()
const checkpoint = trainer.checkpoint()
const saved = encodeDlab({ experiment, checkpoint })
const MEGABYTE = 1_000_000

/** A bare experiment.json, with this text in place of one of its fields. */
function bare(field: keyof typeof experiment | 'theta', text: string): Uint8Array {
  const json = JSON.stringify({ ...experiment, [field]: '\u0001' })
  return strToU8(json.replace('"\\u0001"', () => text))
}

const inline = (inputs: string, targets = '[[1]]'): Uint8Array =>
  bare('dataset', `{"kind":"inline","inputs":${inputs},"targets":${targets},"trainFraction":1}`)

function rezipped(change: (parts: Unzipped) => void): Uint8Array {
  const parts = unzipSync(saved)
  change(parts)
  return zipSync(parts)
}

/** The saved file with other bytes at a place in each of its directory's entries, or in its end record. */
function patched(signature: number, offset: number, bytes: readonly number[]): Uint8Array {
  const file = saved.slice()
  const view = new DataView(file.buffer)
  for (let at = 0; at + 22 <= file.length; at++) {
    if (view.getUint32(at, true) === signature) file.set(bytes, at + offset)
  }
  return file
}
const DIRECTORY = 0x02014b50
const END = 0x06054b50

/** weights.safetensors with another header; the length that it claims may be anything. */
function withHeader(change: (header: string) => string, length?: bigint): Uint8Array {
  return rezipped((parts) => {
    const part = parts['weights.safetensors'] ?? new Uint8Array(0)
    const before = Number(new DataView(part.buffer, part.byteOffset).getBigUint64(0, true))
    const header = strToU8(change(strFromU8(part.subarray(8, 8 + before))))
    const bytes = new Uint8Array(8 + header.length + part.length - 8 - before)
    new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(header.length), true)
    bytes.set(header, 8)
    bytes.set(part.subarray(8 + before), 8 + header.length)
    parts['weights.safetensors'] = bytes
  })
}

/** A second entry of the first one's name: as a zip's directory may list it, though no tool writes it. */
function entryTwice(): Uint8Array {
  const file = zipSync({ 'experiment.json': strToU8('{}'), 'experiment.jsoN': strToU8('{}') })
  for (let at = 0; at < file.length; at++)
    if (strFromU8(file.subarray(at, at + 15)) === 'experiment.jsoN') file[at + 14] = 0x6e
  return file
}

/** Two entries of the directory that share the bytes of one: how a small zip pretends to be a large one. */
function overlappingEntries(): Uint8Array {
  const file = saved.slice()
  const view = new DataView(file.buffer)
  for (let at = 0, first = -1; at + 46 <= file.length; at++) {
    if (view.getUint32(at, true) !== DIRECTORY) continue
    if (first >= 0) view.setUint32(at + 42, first, true)
    else first = view.getUint32(at + 42, true)
  }
  return file
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

export const HOSTILE_FILES: readonly HostileFile[] = [
  { what: '0 bytes', make: () => new Uint8Array(0), comesTo: /empty/ },
  { what: 'an end that is cut off', make: () => saved.slice(0, -40), comesTo: /cut off/ },
  { what: 'a renamed picture', make: () => strToU8('GIF89a'.repeat(99)), comesTo: /not a \.dlab file/ },
  { what: '100 MB of zeros', make: () => new Uint8Array(100 * MEGABYTE), comesTo: /not a \.dlab file/ },
  { what: 'a newer version', make: () => bare('version', '2'), comesTo: /version 2.*newer Delta Lab/ },
  { what: 'bytes that are no UTF-8', make: () => Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), comesTo: /not JSON/ },

  {
    what: 'a zip bomb: 30 MB in 30 kB',
    make: () => zipSync({ 'experiment.json': new Uint8Array(30 * MEGABYTE) }),
    comesTo: /not JSON/,
  },
  {
    what: 'a zip bomb of 4 GB',
    make: () => patched(DIRECTORY, 24, [254, 255, 255, 255]),
    comesTo: /would be larger than it can be/,
  },
  {
    what: 'a zip bomb in the weights of a small network',
    make: () => rezipped((parts) => (parts['weights.safetensors'] = new Uint8Array(20 * MEGABYTE))),
    comesTo: /weights\.safetensors.*would be larger/,
  },
  {
    what: 'a zip bomb in the history of a short run',
    make: () => rezipped((parts) => (parts['history.safetensors'] = new Uint8Array(20 * MEGABYTE))),
    comesTo: /history\.safetensors.*would be larger/,
  },
  {
    what: 'a zip bomb that says it is small',
    make: () => {
      const file = zipSync({ 'experiment.json': new Uint8Array(30 * MEGABYTE) })
      const view = new DataView(file.buffer)
      for (let at = 0; at + 46 < file.length; at++)
        if (view.getUint32(at, true) === DIRECTORY) view.setUint32(at + 24, 10, true)
      return file
    },
    comesTo: /damaged/,
  },
  {
    what: 'a bomb in a part that nobody asks for',
    make: () => rezipped((parts) => (parts['bomb.bin'] = new Uint8Array(20 * MEGABYTE))),
    comesTo: 'opens',
  },
  { what: 'zip entries that share their bytes', make: overlappingEntries, comesTo: /damaged/ },
  { what: 'a zip entry twice', make: entryTwice, comesTo: /comes twice/ },
  { what: 'a wrong checksum', make: () => patched(DIRECTORY, 16, [1, 2, 3, 4]), comesTo: /damaged/ },
  { what: 'an encrypted entry', make: () => patched(DIRECTORY, 8, [1]), comesTo: /encrypted/ },
  { what: 'a zip64', make: () => patched(END, 16, [255, 255, 255, 255]), comesTo: /zip64/ },
  { what: 'sizes of a zip64', make: () => patched(DIRECTORY, 20, [255, 255, 255, 255]), comesTo: /zip64/ },
  {
    what: '60,000 entries',
    make: () => patched(END, 10, [0x60, 0xea]),
    comesTo: /60000 parts/,
  },
  ...['../../.bashrc', '/etc/passwd', 'C:\\Windows\\a.dll', 'a/../../b', 'new\nline'].map((name) => ({
    what: `an entry named ${JSON.stringify(name)}`,
    make: () => rezipped((parts) => (parts[name] = strToU8('x'))),
    comesTo: /leads out of the file/,
  })),

  { what: 'a header of 2⁶³ bytes', make: () => withHeader(String, 2n ** 63n), comesTo: /longer than a header can be/ },
  { what: 'a header of 2⁶⁴−1 bytes', make: () => withHeader(String, 2n ** 64n - 1n), comesTo: /longer than a header/ },
  { what: 'a header longer than the file', make: () => withHeader(String, 900_000n), comesTo: /cut off/ },
  {
    what: 'tensors that overlap',
    make: () =>
      withHeader((header) =>
        header
          .replace(/"data_offsets":\[24,/, '"data_offsets":[0,')
          .replace('[2,3],"data_offsets":[0,48]', '[4,3],"data_offsets":[0,48]'),
      ),
    comesTo: /does not begin where|not sound/,
  },
  {
    what: 'a tensor beyond the end',
    make: () => withHeader((header) => header.replaceAll(/"shape":\[2,3\]/g, '"shape":[2000000000,3]')),
    comesTo: /not sound/,
  },
  {
    what: 'a shape whose product is beyond all numbers',
    make: () =>
      withHeader((header) => header.replaceAll(/\[2,3\]/g, `[${String(Number.MAX_SAFE_INTEGER)},4294967296]`)),
    comesTo: /not sound/,
  },
  {
    what: 'a tensor type that runs code',
    make: () => withHeader((header) => header.replaceAll('F32', 'PICKLE')),
    comesTo: /not sound/,
  },
  {
    what: 'a header nested 100,000 deep',
    make: () => withHeader(() => `{"a":${nested(100_000)}}`),
    comesTo: /not sound|not JSON/,
  },

  { what: 'JSON nested 5,000,000 deep', make: () => bare('theta', nested(5 * MEGABYTE)), comesTo: /more deeply/ },
  {
    what: 'an object nested 1,000,000 deep',
    make: () => bare('network', '{"a":'.repeat(MEGABYTE)),
    comesTo: /more deeply/,
  },
  {
    what: '2,000,000 layers',
    make: () => bare('network', `{"inputs":2,"layers":[${'{},'.repeat(2 * MEGABYTE)}{}]}`),
    comesTo: /more fields/,
  },
  {
    what: '1,000,000 layers that are none',
    make: () => bare('network', `{"inputs":2,"layers":[${'0,'.repeat(MEGABYTE)}0]}`),
    comesTo: /too many layers/,
  },
  {
    what: '1,000,000 rows of words',
    make: () => inline(`[${'["a"],'.repeat(MEGABYTE)}["a"]]`),
    comesTo: /number belongs here/,
  },
  {
    what: '1,000,000 rows without targets',
    make: () => inline(`[${'[0,0],'.repeat(MEGABYTE)}[0,0]]`),
    comesTo: /Every example needs one of each/,
  },
  { what: '5,000,000 empty rows', make: () => inline(`[${'[],'.repeat(5 * MEGABYTE)}[]]`), comesTo: /more lists/ },
  { what: 'a name of 50 MB', make: () => bare('name', `"${'x'.repeat(50 * MEGABYTE)}"`), comesTo: /too long/ },
  {
    what: '10⁹ weights',
    make: () => bare('network', '{"inputs":65536,"layers":[{"units":65536,"activation":"sigmoid"}]}'),
    comesTo: /weights/,
  },
  { what: 'numbers beyond all numbers', make: () => inline('[[1e999,0]]'), comesTo: /finite/ },
  {
    what: '__proto__ and constructor as fields',
    make: () =>
      strToU8(
        strFromU8(bare('name', '"Mine"')).replace(
          '{',
          '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
        ),
      ),
    comesTo: 'opens',
  },
  {
    what: '__proto__ in place of the fields',
    make: () => strToU8(`{"__proto__":${JSON.stringify(experiment)}}`),
    comesTo: /"format" must be/,
  },
  {
    what: '__proto__ in place of a tensor',
    make: () => withHeader((header) => header.replace('"theta.1"', '"__proto__"')),
    comesTo: /theta\.1/,
  },
  {
    what: 'weights that are NaN',
    make: () => encodeDlab({ experiment, checkpoint: { ...checkpoint, theta: checkpoint.theta.map(() => NaN) } }),
    comesTo: 'diverged',
  },
  {
    what: 'one weight that is infinite',
    make: () => encodeDlab({ experiment, checkpoint: { ...checkpoint, theta: checkpoint.theta.with(3, Infinity) } }),
    comesTo: 'diverged',
  },
]
