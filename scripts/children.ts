/** Other programs that the scripts run, so that none of them outlives the script that started it. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

const running = new Set<ChildProcess>()

export function startChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options)
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}

/** To all that still run. */
export function signalChildren(signal: NodeJS.Signals): number {
  for (const child of running) child.kill(signal)
  return running.size
}

export interface Ended {
  /** `null` where a signal ended it, or where it could not be started at all. */
  readonly code: number | null
  /** Standard output and error, in the order they came. */
  readonly output: string
}

export type RunOptions = Pick<SpawnOptions, 'cwd' | 'env' | 'signal'>

/** Runs a program to its end, or until `signal` kills it, and keeps what it says. Never rejects. */
export function runQuietly(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = startChild(command, args, { ...options, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (error) => resolve({ code: null, output: output + error.message }))
    child.once('close', (code) => resolve({ code, output }))
  })
}
