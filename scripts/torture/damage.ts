/** Every way to damage a saved file: in its bytes, in the zip's own fields, in its parts, and in the JSON of its parts. */
import { strFromU8, strToU8, unzipSync, zipSync, type Unzipped } from 'fflate'
import { joinBytes } from '../../src/shared/join-bytes'
import type { Random } from './random'

type Files = readonly Uint8Array[]

export interface Damaged {
  readonly kind: DamageKind
  readonly bytes: Uint8Array
  /** The file that was damaged. */
  readonly original: Uint8Array
  /** The damage is one that the zip's own checksums cover: if it opens, it must hold what the original held. */
  readonly checked: boolean
}

const DAMAGES = {
  'bits flipped': flipBits,
  'a run of bytes overwritten': overwriteRun,
  'cut off': cutOff,
  'a slice taken out or put in': splice,
  'fields of the zip changed': changeZipFields,
  'parts swapped, renamed or missing': swapParts,
  'a field of experiment.json changed': changeExperiment,
  'a tensor’s header changed': changeTensorHeader,
  'a tensor’s numbers changed': changeTensorNumbers,
} as const
export type DamageKind = keyof typeof DAMAGES
export const DAMAGE_KINDS = Object.keys(DAMAGES) as DamageKind[]

export function damage(files: Files, kind: DamageKind, random: Random): Damaged {
  const original = random.pick(files)
  const bytes = DAMAGES[kind](original, random, files)
  return { kind, bytes, original, checked: DAMAGE_KINDS.indexOf(kind) < 5 }
}

function flipBits(file: Uint8Array, random: Random): Uint8Array {
  const bytes = file.slice()
  for (let flips = 1 + random.below(8); flips > 0; flips--) {
    const at = random.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
  }
  return bytes
}

function overwriteRun(file: Uint8Array, random: Random): Uint8Array {
  const bytes = file.slice()
  const start = random.below(bytes.length)
  const length = 1 + random.below(64)
  const filling = random.pick([0, 0xff, null])
  for (let at = start; at < Math.min(bytes.length, start + length); at++) bytes[at] = filling ?? random.below(256)
  return bytes
}

function cutOff(file: Uint8Array, random: Random): Uint8Array {
  const at = random.below(file.length)
  return random.below(4) === 0 ? file.slice(at) : file.slice(0, at)
}

function splice(file: Uint8Array, random: Random, files: Files): Uint8Array {
  const at = random.below(file.length)
  const other = random.pick(files)
  const from = random.below(other.length)
  const inserted = random.below(2) === 0 ? other.subarray(from, from + random.below(200)) : new Uint8Array(0)
  return joinBytes([file.subarray(0, at), inserted, file.subarray(at + random.below(200))])
}

/** [signature, length of its fixed part]: an entry's own header, its place in the directory, the directory's end. */
const ZIP_RECORDS = [
  [0x04034b50, 30],
  [0x02014b50, 46],
  [0x06054b50, 22],
] as const

function changeZipFields(file: Uint8Array, random: Random): Uint8Array {
  const bytes = file.slice()
  const view = new DataView(bytes.buffer)
  const [signature, length] = random.pick(ZIP_RECORDS)
  const places: number[] = []
  for (let at = 0; at + length <= bytes.length; at++) if (view.getUint32(at, true) === signature) places.push(at)
  const place = places[random.below(places.length)]
  if (place === undefined) return bytes
  const field = place + 4 + random.below(length - 8)
  view.setUint32(field, random.pick([0, 1, 0xffff, 0x7fffffff, 0xffffffff, bytes.length, random.below(2 ** 32)]), true)
  return bytes
}

function rezipped(file: Uint8Array, change: (parts: Unzipped) => void): Uint8Array {
  const parts = unzipSync(file)
  change(parts)
  return zipSync(parts, { level: 1 })
}

function swapParts(file: Uint8Array, random: Random, files: Files): Uint8Array {
  const others = unzipSync(random.pick(files))
  return rezipped(file, (parts) => {
    const name = random.pick(Object.keys(parts))
    const part = parts[name] ?? new Uint8Array(0)
    const otherPart = others[name]
    switch (random.below(5)) {
      case 0:
        if (otherPart) parts[name] = otherPart
        break
      case 1:
        Reflect.deleteProperty(parts, name)
        break
      case 2:
        Reflect.deleteProperty(parts, name)
        parts[random.pick([`${name} `, name.toUpperCase(), `../${name}`, `/${name}`, 'dataset.csv'])] = part
        break
      case 3:
        parts[name] = part.slice(0, random.below(part.length + 1))
        break
      default:
        parts[name] = joinBytes([part, part.subarray(0, random.below(part.length + 1))])
    }
  })
}

/** What stands where something else belongs. */
const ODD_VALUES: readonly string[] = [
  ...['null', 'true', '0', '-1', '1.5', '1e308', '1e999', '-0', '9007199254740993', '65537', '4294967296'],
  ...['""', '"NaN"', '"relu"', '"softmax"', '"\\u0000"', '[]', '[[]]', '[[[1]]]', '{}', '{"kind":"csv"}'],
  ...['{"__proto__":{"units":3}}', '{"constructor":{"prototype":{"polluted":1}}}'],
  ...[`${'['.repeat(40)}${']'.repeat(40)}`, `"${'x'.repeat(5000)}"`, `[${'0,'.repeat(5000)}0]`, 'NaN', ''],
]

/** Replaces the value of one place in a JSON text by an odd one, takes it out, or names it twice. */
function changeJson(text: string, random: Random): string {
  const value: unknown = JSON.parse(text)
  const places: { owner: object; key: string }[] = []
  const collect = (owner: unknown): void => {
    if (typeof owner !== 'object' || owner === null) return
    for (const key of Object.keys(owner)) {
      places.push({ owner, key })
      collect(Reflect.get(owner, key))
    }
  }
  collect(value)
  const { owner, key } = random.pick(places)
  const marker = '\u0001odd\u0001'
  const before: unknown = Reflect.get(owner, key)
  switch (random.below(6)) {
    case 0:
      if (Array.isArray(owner)) owner.splice(Number(key), 1)
      else Reflect.deleteProperty(owner, key)
      return JSON.stringify(value)
    case 1:
      Reflect.set(owner, key, typeof before === 'number' ? before * random.pick([-1, 0.5, 1e6, 1e-9]) : marker)
      return JSON.stringify(value)
    case 2:
      return JSON.stringify(value).replace(
        '{',
        `{${random.pick(['"__proto__"', '"constructor"', '"version"'])}:${random.pick(ODD_VALUES)},`,
      )
    default:
      Reflect.set(owner, key, marker)
      return JSON.stringify(value).replace(JSON.stringify(marker), () => random.pick(ODD_VALUES))
  }
}

function changeExperiment(file: Uint8Array, random: Random): Uint8Array {
  return rezipped(file, (parts) => {
    const part = parts['experiment.json']
    if (part) parts['experiment.json'] = strToU8(changeJson(strFromU8(part), random))
  })
}

/** Of one of the file's two tensor parts, if it has any. */
function changeTensors(
  file: Uint8Array,
  random: Random,
  change: (part: Uint8Array) => Uint8Array<ArrayBuffer>,
): Uint8Array {
  return rezipped(file, (parts) => {
    const name = random.pick(['weights.safetensors', 'history.safetensors'])
    const part = parts[name]
    if (part) parts[name] = change(part)
  })
}

function changeTensorHeader(file: Uint8Array, random: Random): Uint8Array {
  return changeTensors(file, random, (part) => {
    const length = Number(new DataView(part.buffer, part.byteOffset).getBigUint64(0, true))
    const header = strToU8(changeJson(strFromU8(part.subarray(8, 8 + length)), random))
    const size = new Uint8Array(8)
    const claimed =
      random.below(3) > 0 ? BigInt(header.length) : random.pick([0n, 2n ** 63n, 2n ** 64n - 1n, BigInt(length + 1)])
    new DataView(size.buffer).setBigUint64(0, claimed, true)
    return joinBytes([size, header, part.subarray(8 + length)])
  })
}

function changeTensorNumbers(file: Uint8Array, random: Random): Uint8Array {
  return changeTensors(file, random, (part) => {
    const bytes = part.slice()
    const view = new DataView(bytes.buffer)
    const start = 8 + Number(view.getBigUint64(0, true))
    const words = Math.floor((bytes.length - start) / 4)
    for (let changes = 1 + random.below(4); changes > 0 && words > 0; changes--) {
      view.setUint32(
        start + 4 * random.below(words),
        random.pick([0x7fc00000, 0x7f800000, 0xff800000, 1, random.below(2 ** 32)]),
        true,
      )
    }
    return bytes
  })
}
