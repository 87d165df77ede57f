/**
 * Without a page, as `npm run torture` plays its sequences too.
 *
 * @vitest-environment node
 */
import fc from 'fast-check'
import { it } from 'vitest'
import { playSequence, sequences } from './random-actions'

it('the document, the screen, the model and the saved file agree once everything has been answered', async () => {
  await fc.assert(fc.asyncProperty(sequences(14), playSequence), { numRuns: 40 })
}, 60_000)
