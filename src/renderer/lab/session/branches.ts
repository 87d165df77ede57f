/**
 * The way that led to the weights, as a number: after as many steps on the same branch they are the same weights. A run
 * that starts from a checkpoint is on the checkpoint's branch until it is trained on, which may lead elsewhere.
 */
import { ref, type Ref } from 'vue'
import type { Checkpoint } from '../../../shared/trainer'

export interface Branches {
  readonly current: Readonly<Ref<number>>
  of(checkpoint: Checkpoint): number
  /** It was taken of the run as it is now. */
  took(checkpoint: Checkpoint): void
  /** `null`: from the initial weights. */
  startedFrom(checkpoint: Checkpoint | null): void
  /** Training begins, or goes on. */
  trains(): void
  /** The run is back where a checkpoint was taken. */
  fellBack(): void
}

export function createBranches(): Branches {
  const current = ref(0)
  const known = new WeakMap<Checkpoint, number>()
  let count = 0
  let branchesOff = false

  function of(checkpoint: Checkpoint): number {
    const branch = known.get(checkpoint) ?? ++count
    known.set(checkpoint, branch)
    return branch
  }

  return {
    current,
    of,
    took: (checkpoint) => void known.set(checkpoint, current.value),
    startedFrom(checkpoint) {
      current.value = checkpoint ? of(checkpoint) : ++count
      branchesOff = checkpoint !== null
    },
    trains() {
      if (branchesOff) current.value = ++count
      branchesOff = false
    },
    fellBack: () => void (branchesOff = true),
  }
}
