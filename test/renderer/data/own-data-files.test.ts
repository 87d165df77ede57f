import { afterEach, describe, expect, it } from 'vitest'
import { IMPORT_LIMITS } from '../../../src/shared/imported/limits'
import { imagesFile, labelsFile } from '../../shared/imported/idx-file'
import { experimentWith } from './experiment-with'
import { GRADES, openOwnData } from './open-own-data'

let opened: Awaited<ReturnType<typeof openOwnData>> | undefined
afterEach(() => opened?.page.unmount())

async function openDialog() {
  opened = await openOwnData()
  return opened
}

describe('pictures', () => {
  /** Of one pixel each. */
  const files = (name: string, labels: readonly number[]) => [
    new File(
      [
        imagesFile(
          labels.map((label) => [label]),
          1,
          1,
        ).slice(),
      ],
      `${name}-images-idx3-ubyte`,
    ),
    new File([labelsFile(labels).slice()], `${name}-labels-idx1-ubyte`),
  ]
  const usual = Array.from({ length: 40 }, (_, index) => index % 2)

  it.each<readonly [what: string, picked: readonly File[], warning: string | null]>([
    ['one class', files('train', [3, 3, 3]), 'Every picture has the class “3”: there is nothing to tell apart.'],
    [
      'a class that is never tested',
      files('train', [...usual, 7]),
      'No picture of the class “7” is in the test part, so nothing tests it. Try another split or seed.',
    ],
    [
      'a class that their own test part lacks',
      [...files('train', [...usual, 7]), ...files('t10k', [0, 1])],
      'No picture of the class “7” is in the test part, so nothing tests it.',
    ],
    ['nothing of the kind', files('train', usual), null],
  ])('with %s', async (_, picked, warning) => {
    const { pick, page } = await openDialog()
    await pick(...picked)
    expect(page.find('.warnings').exists() ? page.get('.warnings li').text() : null).toBe(warning)
  })

  it('show how many there are of each class beside an even share', async () => {
    const { pick, page } = await openDialog()
    await pick(...files('train', [0, 0, 0, 1]))
    const widths = page
      .findAll<HTMLElement>('.class-balance .bar')
      .map(({ element }) => Number.parseFloat(element.style.width))
    expect(widths[0]).toBe(100)
    expect(widths[1]).toBeCloseTo(100 / 3, 3)
    expect(Number.parseFloat(page.get<HTMLElement>('.class-balance .even').element.style.left)).toBeCloseTo(200 / 3, 3)
    expect(page.get('.class-balance').text()).toContain('The line is at an even share: 50 %.')
  })
})

describe('data that come another way', () => {
  it('by Open are looked at like picked ones', async () => {
    const { lab, dialog, settle } = await openDialog()
    lab.givenData.value = [new File([GRADES], 'grades.csv')]
    await settle()
    expect(dialog().text()).toContain('grades.csv · 5 rows')
    expect(lab.givenData.value).toEqual([])
  })
})

it('what can’t be read is refused with its place, and nothing changes', async () => {
  const { table, alert, experiment, lab } = await openDialog()
  await table('a,b\n1,2\n3\n')
  expect(alert().text()).toContain('grades.csv: line 3: This row has 1 cell')
  expect(experiment()).toEqual(experimentWith({}))
  expect(lab.document.canUndo.value).toBe(false)
})

it('what is too large is refused before a byte is read', async () => {
  const { pick, alert } = await openDialog()
  const large = new File(['a,b\n'], 'large.csv')
  Object.defineProperty(large, 'size', { value: IMPORT_LIMITS.csvBytes + 1 })
  Object.defineProperty(large, 'arrayBuffer', { value: () => expect.unreachable() })
  await pick(large)
  expect(alert().text()).toContain('large.csv: The file has 32 MB; at most 32 MB fit.')
})

it('of two choices the last one counts, whichever is read first', async () => {
  const { page, pick, dialog, settle } = await openDialog()
  const slow = new File([GRADES], 'slow.csv')
  let finish: (bytes: ArrayBuffer) => void = () => undefined
  Object.defineProperty(slow, 'arrayBuffer', { value: () => new Promise((resolve) => (finish = resolve)) })
  const input = page.get<HTMLInputElement>('input[data-own-data]')
  Object.defineProperty(input.element, 'files', { value: [slow], configurable: true })
  await input.trigger('change')
  expect(dialog().text()).toContain('Reading slow.csv')
  await page.get('button[aria-label=Close]').trigger('click')
  await settle()
  await page
    .findAll('button')
    .find((candidate) => candidate.text() === 'Your data…')
    ?.trigger('click')
  await pick(new File([GRADES], 'fast.csv'))
  finish(new TextEncoder().encode('a,b\n1,2\n').buffer)
  await settle()
  expect(dialog().text()).toContain('fast.csv · 5 rows')
})
