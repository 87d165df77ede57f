/** What the command meets outside: two streams and the compiled kernels. */
import type { Kernels } from '../worker/engine/kernels-module'

export interface Surroundings {
  /** Standard output: results, nothing else. */
  print(text: string): void
  /** Standard error: messages and progress. */
  say(text: string): void
  /** A progress bar is drawn only where somebody watches. */
  readonly isWatched: boolean
  kernels(): Promise<Kernels>
}

/** 0: done. 1: the experiment is refused, or diverged. 2: the command was not used as it should be. */
export type ExitStatus = 0 | 1 | 2

/** Ends the command with status 1 and its one line. */
export class Refusal extends Error {}

/** Ends the command with status 2, its line and how the command is used. */
export class UsageError extends Error {}
