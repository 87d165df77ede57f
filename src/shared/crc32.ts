/** Four tables, so that four bytes are taken at a time. */
const CRC_TABLES = crcTables()

function crcTables(): Uint32Array {
  const tables = new Uint32Array(4 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let shift = 0; shift < 8; shift++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    tables[byte] = crc
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256] ?? 0
    tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0)
  }
  return tables
}

/** CRC-32 as zip has it (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  const byte = (at: number): number => bytes[at] ?? 0
  const entry = (table: number, index: number): number => CRC_TABLES[table * 256 + (index & 0xff)] ?? 0
  let crc = 0xffffffff
  let at = 0
  for (; at + 4 <= bytes.length; at += 4) {
    const word = crc ^ (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24))
    crc = entry(3, word) ^ entry(2, word >>> 8) ^ entry(1, word >>> 16) ^ entry(0, word >>> 24)
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ entry(0, crc ^ byte(at))
  return (crc ^ 0xffffffff) >>> 0
}
