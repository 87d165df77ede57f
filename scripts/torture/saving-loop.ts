/** Saves one file over and over, until it is killed, and says after each save which one it was. */
import { saveWhole, sweepTempFiles } from '../../src/disk/save-whole'
import { contentOf } from './saved-content'

const [path = '', size = '0', first = '0'] = process.argv.slice(2)
for (let round = Number(first); ; round++) {
  await sweepTempFiles(path)
  await saveWhole(path, contentOf(round, Number(size)))
  // A pipe takes it before the next save begins.
  process.stdout.write(`${round}\n`)
}
