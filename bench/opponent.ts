/** A contender's process, seen from the benchmark: orders go in, answers come out, one at a time. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ContenderName, Equivalent } from './contender'
import { toBase64, type Missing, type Order, type Prepared, type Round, type Trained } from './protocol'
import { dataOf, thetaOf, type Workload } from './workloads'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** One thread for everybody. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
/** Debian's own Python has Debian's PyTorch, also where another one is found first. */
const PYTHONS = [process.env['PYTHON'] ?? 'python3', '/usr/bin/python3']

export interface Opponent {
  readonly equivalent: Equivalent | null
  train(examples: number): Promise<readonly number[]>
  round(seconds: number): Promise<Round>
  leave(): void
}

/** A text says why it is not there. Never rejects. */
export async function invite(name: ContenderName, workload: Workload): Promise<Opponent | string> {
  const commands =
    name === 'pytorch'
      ? PYTHONS.map((python) => [python, here('contenders/pytorch.py')])
      : [[process.execPath, '--import', 'tsx', here('contender-process.ts'), name]]
  let reason = ''
  for (const [command = '', ...args] of commands) {
    const invited = await start(command, args, workload)
    if (typeof invited !== 'string') return invited
    reason ||= invited
  }
  return reason
}

async function start(command: string, args: readonly string[], workload: Workload): Promise<Opponent | string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...ONE_THREAD } })
  const ask = createConversation(child)
  try {
    const data = dataOf(workload)
    const prepared = await ask<Prepared>({
      do: 'prepare',
      workload,
      inputs: toBase64(data.inputs),
      targets: toBase64(data.targets),
      theta: toBase64(thetaOf(workload)),
    })
    return {
      equivalent: prepared.equivalent,
      train: async (examples) => (await ask<Trained>({ do: 'train', examples })).outputs,
      round: (seconds) => ask<Round>({ do: 'round', seconds }),
      leave: () => child.kill(),
    }
  } catch (error) {
    child.kill()
    return error instanceof Error ? error.message : String(error)
  }
}

/** Rejects with the reason where the contender is missing, can't be started or has ended. */
function createConversation(child: ChildProcess): <Answer>(order: Order) => Promise<Answer> {
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('A contender is spoken to over pipes')
  let settle: { resolve(line: string): void; reject(reason: Error): void } | null = null
  let ended: Error | null = null
  const end = (reason: string): void => {
    ended ??= new Error(reason)
    settle?.reject(ended)
  }
  createInterface({ input: stdout }).on('line', (line) => settle?.resolve(line))
  child.once('error', () => end('can’t be started'))
  child.once('close', () => end('ended by itself'))
  stdin.on('error', () => undefined) // it has ended, and `close` says so

  return async <Answer>(order: Order) => {
    const line = await new Promise<string>((resolve, reject) => {
      settle = { resolve, reject }
      if (ended) reject(ended)
      else stdin.write(`${JSON.stringify(order)}\n`)
    })
    const answer = JSON.parse(line) as Answer | Missing
    if (typeof answer === 'object' && answer !== null && 'missing' in answer) throw new Error(answer.missing)
    return answer
  }
}
