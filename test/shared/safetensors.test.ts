import { expect, it } from 'vitest'
import { decodeSafetensors, encodeSafetensors } from '../../src/shared/safetensors'

it('tensors come back the same from a piece of a larger memory, as Node’s Buffer is', () => {
  const tensor = { name: 'theta.1', shape: [2, 3], data: Float32Array.of(1, -2, 3, 0.5, NaN, 6) }
  const bytes = encodeSafetensors([tensor])
  const pool = Buffer.alloc(bytes.length + 24, 7)
  pool.set(bytes, 16)
  const decoded = decodeSafetensors(pool.subarray(16, 16 + bytes.length))
  expect(decoded.ok && decoded.value.get('theta.1')).toEqual(tensor)
})
