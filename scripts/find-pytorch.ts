/** Finds a Python that has PyTorch, for the tests of the exported script. Debian's own Python has Debian's package. */
import { spawnSync } from 'node:child_process'

const CANDIDATES = [process.env['PYTHON'] ?? 'python3', '/usr/bin/python3']

/** The command, or `null` where PyTorch is not here. */
export function findPyTorch(): string | null {
  return CANDIDATES.find((python) => spawnSync(python, ['-c', 'import torch']).status === 0) ?? null
}
