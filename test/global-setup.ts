/** Once before all tests: the kernels must be compiled, since Node reads the module from its file. */
import { buildKernels } from '../scripts/kernels'

export default async function setup(): Promise<void> {
  await buildKernels()
}
