/**
 * Whether the checks would notice: each fault is planted in a copy of the kernels' sources, which is compiled and put to
 * the check that should catch it. A fault that survives fails.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { compileKernelSources } from '../../../scripts/kernels'
import { compileKernels, type Kernels } from '../../../src/worker/engine/kernels-module'
import { kernels } from './engine'
import { ENGINE_CHECKS } from './engine-checks'
import { FAULTS, type Fault } from './faults'

const sources = fileURLToPath(new URL('../../../src/worker/engine/kernels', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'delta-lab-faults-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Not optimized: the same numbers, compiled five times as fast. */
async function build(fault: Fault | null): Promise<Kernels> {
  const copy = join(folder, 'kernels')
  cpSync(sources, copy, { recursive: true })
  if (fault) {
    const path = join(copy, fault.file)
    const source = readFileSync(path, 'utf8')
    const broken = source.replaceAll(fault.right, fault.wrong)
    if (broken === source) throw new Error(`${fault.file} no longer holds “${fault.right}”: plant it anew`)
    writeFileSync(path, broken)
  }
  const module = join(folder, 'kernels.wasm')
  await compileKernelSources(copy, module, 0)
  return compileKernels(readFileSync(module))
}

describe.each(Object.entries(ENGINE_CHECKS))('the check of %s', { timeout: 30_000 }, (name, { error, bound }) => {
  it('passes the engine as it is', () => expect(error(kernels)).toBeLessThanOrEqual(bound))

  it('passes its sources, compiled here', async () => expect(error(await build(null))).toBeLessThanOrEqual(bound))

  it.each(FAULTS.filter(({ caughtBy }) => caughtBy === name))('catches: $name', async (fault) => {
    expect(error(await build(fault))).toBeGreaterThan(10 * bound)
  })
})

it('meets every fault', () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(20)
  expect(FAULTS.filter(({ caughtBy }) => !(caughtBy in ENGINE_CHECKS))).toEqual([])
})
