import { describe, expect, it } from 'vitest'
import { EXPERIMENT_VERSION } from '../../src/shared/experiment'
import { MIGRATIONS, toNewestVersion, type Migration } from '../../src/shared/experiment-versions'

const fields = (version: unknown) => ({ format: 'delta-lab-experiment', version, alpha: 0.3 })

/** As they might be one day: version 2 calls α by its name, version 3 keeps it with the optimizer. */
const renamed: Migration = ({ alpha, ...rest }) => ({ ...rest, learningRate: alpha })
const moved: Migration = ({ learningRate, ...rest }) => ({ ...rest, optimizer: { learningRate } })

describe('an experiment of an older version', () => {
  it('walks through every version that lies between', () => {
    const newest = { format: 'delta-lab-experiment', version: 3, optimizer: { learningRate: 0.3 } }
    expect(toNewestVersion(fields(1), [renamed, moved])).toEqual({ ok: true, value: newest })
    expect(
      toNewestVersion({ format: 'delta-lab-experiment', version: 2, learningRate: 0.3 }, [renamed, moved]),
    ).toEqual({ ok: true, value: newest })
    expect(toNewestVersion(newest, [renamed, moved])).toEqual({ ok: true, value: newest })
  })

  it('has a migration from each version to the next', () => {
    expect(MIGRATIONS).toHaveLength(EXPERIMENT_VERSION - 1)
  })
})

describe('refused, and why', () => {
  it.each([
    ['a newer version, by its number', fields(9), 'version', /version 9.*up to version 3/],
    ['version 0', fields(0), 'version', /from 1 to/],
    ['half a version', fields(1.5), 'version', /from 1 to/],
    ['a version in words', fields('1'), 'version', /from 1 to/],
    ['another format', { format: 'keras', version: 1 }, 'format', /not a Delta Lab experiment/],
    ['a list', [], '', /object/],
    ['nothing', null, '', /object/],
  ])('%s', (_, data, path, message) => {
    const outcome = toNewestVersion(data, [renamed, moved])
    expect(outcome).toMatchObject({ ok: false, problems: [{ path, message: expect.stringMatching(message) }] })
  })
})
