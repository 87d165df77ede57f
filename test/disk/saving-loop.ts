/** Saves one file over and over, until it is killed: each time the whole file is one byte, repeated. */
import { saveWhole } from '../../src/disk/save-whole'

const [path = '', size = '0'] = process.argv.slice(2)
for (let round = 0; ; round++) {
  await saveWhole(path, new Uint8Array(Number(size)).fill(round % 256))
  process.stdout.write('.')
}
