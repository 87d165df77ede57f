/** One part in a process of its own, with little memory: what it finds is printed as JSON, a line each. */
import type * as InProcess from './in-process'
import { load } from './load'

const [part, count = '0', seed = '0'] = process.argv.slice(2)
const parts = await load<typeof InProcess>('in-process.ts')

const findings =
  part === 'hostile'
    ? [parts.hostileFiles()]
    : part === 'damaged'
      ? parts.damagedFiles(Number(count), Number(seed))
      : part === 'divergences'
        ? [parts.divergences()]
        : [await parts.actions(Number(count), Number(seed))]
process.stdout.write(findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''), () => process.exit())
