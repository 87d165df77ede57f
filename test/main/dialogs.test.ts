import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXPORT_EXTENSIONS } from '../../src/shared/lab-api'
import { startLab } from './start-lab'
import { saveNew } from '../host/save-new'

const bytes = Uint8Array.of(4, 5)
const REPLACE = 0
const CANCEL = 1

describe('the name of a saved file', () => {
  test('the page’s name is offered, in the user’s documents', async () => {
    const { electron, lab, folder } = await startLab()
    await saveNew(lab, 'XNOR by hand.dlab', bytes)
    expect(electron.stub.dialogs).toMatchObject([
      { kind: 'save', options: { defaultPath: join(folder, 'XNOR by hand.dlab') } },
    ])
  })

  test.each(['../../etc/passwd', '/etc/passwd', '..\\..\\etc\\passwd'])(
    'a folder in it is ignored: %s',
    async (name) => {
      const { electron, lab, folder } = await startLab()
      await saveNew(lab, name, bytes)
      expect(electron.stub.dialogs).toMatchObject([{ options: { defaultPath: join(folder, 'passwd') } }])
    },
  )

  test('gets the extension where the user gave none', async () => {
    const { electron, lab, folder } = await startLab()
    electron.stub.chosenPath = join(folder, 'mine')
    expect(await saveNew(lab, 'mine', bytes)).toMatchObject({ status: 'done', file: { name: 'mine.dlab' } })
    expect(readFileSync(join(folder, 'mine.dlab'))).toEqual(Buffer.from(bytes))
    expect(existsSync(join(folder, 'mine'))).toBe(false)
  })

  test.each([
    { button: CANCEL, status: 'cancelled', kept: 'old' },
    { button: REPLACE, status: 'done', kept: 'new' },
  ])('with the extension names a file that is there: asked, then $status', async ({ button, status, kept }) => {
    const { electron, lab, folder } = await startLab()
    writeFileSync(join(folder, 'mine.dlab'), 'old')
    electron.stub.chosenPath = join(folder, 'mine')
    electron.stub.chosenButton = button
    expect(await saveNew(lab, 'mine', new TextEncoder().encode('new'))).toMatchObject({ status })
    expect(electron.stub.dialogs.map(({ kind }) => kind)).toEqual(['save', 'message'])
    expect(readFileSync(join(folder, 'mine.dlab'), 'utf8')).toBe(kept)
  })
})

describe('the name of an export', () => {
  test.each(EXPORT_EXTENSIONS)(
    'decides what the dialog offers, and completes what the user types: %s',
    async (extension) => {
      const { electron, lab, folder } = await startLab()
      electron.stub.chosenPath = join(folder, 'mine')
      expect(await lab.exportFile(`XNOR.${extension}`, bytes)).toEqual({
        status: 'done',
        file: { name: `mine.${extension}` },
      })
      expect(electron.stub.dialogs).toMatchObject([
        {
          kind: 'save',
          options: { defaultPath: join(folder, `XNOR.${extension}`), filters: [{ extensions: [extension] }, {}] },
        },
      ])
      expect(readFileSync(join(folder, `mine.${extension}`))).toEqual(Buffer.from(bytes))
    },
  )
})

test('Open offers experiments and data first, and all files, since pictures to train with may have no extension', async () => {
  const { electron, lab } = await startLab()
  await lab.open()
  expect(electron.stub.dialogs).toMatchObject([
    {
      options: {
        filters: [{ extensions: ['dlab', 'csv', 'tsv', 'txt', 'gz'] }, { extensions: ['dlab'] }, { extensions: ['*'] }],
      },
    },
  ])
})

test('the next dialog starts where the user was last', async () => {
  const { electron, lab, folder } = await startLab()
  const elsewhere = join(folder, 'course')
  electron.stub.chosenPath = join(elsewhere, 'week 5.dlab')
  await lab.open()
  await saveNew(lab, 'week 6.dlab', bytes)
  expect(electron.stub.dialogs[1]).toMatchObject({ options: { defaultPath: join(elsewhere, 'week 6.dlab') } })
})
