/** Everything that the Export menu gives, looked into. */
import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { csvParse } from 'd3-dsv'
import * as ort from 'onnxruntime-web'
import { nestTheta } from '../../src/shared/network'
import { decodeSafetensors } from '../../src/shared/safetensors'
import { forward } from '../independent/lecture'
import { LabPage } from './lab-page'

let lab: LabPage

test.beforeEach(async ({ page }) => {
  lab = new LabPage(page)
  await lab.start()
  await lab.choose('The lecture')
  for (let epoch = 0; epoch < 3; epoch++) await lab.stepEpoch.click()
  await expect(lab.cost).toContainText('Epoch 3:')
})

test.afterEach(() => {
  expect(lab.consoleErrors).toEqual([])
})

async function openMenu(): Promise<void> {
  await lab.page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(lab.page.getByRole('menu', { name: 'Export' })).toBeVisible()
}

async function exported(item: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  await openMenu()
  const [download] = await Promise.all([
    lab.page.waitForEvent('download'),
    lab.page.getByRole('menuitem', { name: item }).click(),
  ])
  const name = download.suggestedFilename()
  await expect(lab.page.getByText(`“${name}” is written.`)).toBeVisible()
  return { name, bytes: await readFile(await download.path()) }
}

/** Size and number of colours, as the browser itself reads the file. */
function decodePng(page: Page, bytes: Buffer): Promise<{ width: number; height: number; colors: number }> {
  return page.evaluate(
    async (data) => {
      const picture = await createImageBitmap(new Blob([Uint8Array.from(data)], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(picture.width, picture.height)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.drawImage(picture, 0, 0)
      const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer)
      return { width: picture.width, height: picture.height, colors: new Set(pixels).size }
    },
    [...bytes],
  )
}

interface Svg {
  readonly error: string | null
  readonly texts: readonly string[]
  readonly paths: number
  readonly foreign: number
}

function parseSvg(page: Page, bytes: Buffer): Promise<Svg> {
  return page.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml')
    return {
      error: svg.querySelector('parsererror')?.textContent ?? null,
      texts: [...svg.querySelectorAll('text')].map((each) => each.textContent),
      paths: svg.querySelectorAll('path').length,
      foreign: svg.querySelectorAll('foreignObject, script').length,
    }
  }, bytes.toString('utf8'))
}

const PICTURES = [
  { picture: 'Network', file: 'network', texts: ['x₁', 'x₂', '+1', 'z', 'a', 'layer 2', 'δ'] },
  { picture: 'Cost', file: 'cost', texts: ['Cost', 'J(Θ)', '0', 'train'] },
  { picture: 'Delta magnitudes', file: 'deltas', texts: ['|δ|', 'δ⁽²⁾₁'] },
  { picture: 'Decision map', file: 'map', texts: ['Decision boundary'] },
]

for (const { picture, file, texts } of PICTURES) {
  test(`${picture}: a PNG at twice its size, and an SVG whose texts are texts`, async ({ page }) => {
    const png = await exported(`${picture} as PNG`)
    expect(png.name).toMatch(new RegExp(`-${file}\\.png$`))
    const { width, height, colors: shades } = await decodePng(page, png.bytes)
    expect(Math.min(width, height)).toBeGreaterThan(300)
    expect(shades).toBeGreaterThan(20)

    const svg = await exported(`${picture} as SVG`)
    expect(svg.name).toMatch(new RegExp(`-${file}\\.svg$`))
    const parsed = await parseSvg(page, svg.bytes)
    expect(parsed).toMatchObject({ error: null, foreign: 0 })
    expect(parsed.paths).toBeGreaterThan(3)
    const all = parsed.texts.join('\n')
    for (const text of texts) expect(all).toContain(text)
    const source = svg.bytes.toString('utf8')
    // A reader without the lab’s own font has another that is like it.
    const fonts = new Set(Array.from(source.matchAll(/ font-family="([^"]*)"/g), ([, family = '']) => family))
    expect([...fonts].filter((family) => !/, Inter, system-ui, sans-serif$/.test(family))).toEqual([])
    if (file === 'network') {
      expect(source.match(/<text /g)?.length).toBe(source.match(/ textLength="/g)?.length)
    }
    expect(source).toContain(`width="${width / 2}" height="${height / 2}"`)
    // Inkscape paints every other way to write a colour black.
    const colors = new Set(Array.from(source.matchAll(/ (?:fill|stroke)="([^"]*)"/g), ([, color = '']) => color))
    expect([...colors].filter((color) => !/^(?:none|#[\da-f]{6})$/.test(color))).toEqual([])
  })
}

test('the names of a map’s axes stay texts, the upright one too', async ({ page }) => {
  const rows = Array.from({ length: 40 }, (_, row) => `${40 + 3 * row},${1 + (row % 5)},${100 + 7 * row}`)
  const buffer = Buffer.from(['size & <m²>,rooms,price', ...rows].join('\n'))
  const dialog = await lab.importFiles({ name: 'flats.csv', mimeType: 'text/csv', buffer })
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  const axisName = page.getByRole('tabpanel', { name: 'Train' }).getByTitle('rooms', { exact: true })
  await expect(axisName).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Answer over size & <m²> and rooms' })).toBeVisible()
  const ends = await axisName
    .locator('xpath=..')
    .getByText(/^[\d.−]+$/)
    .allTextContents()
  expect(ends).toHaveLength(2)
  const { error, texts } = await parseSvg(page, (await exported('Decision map as SVG')).bytes)
  expect(error).toBeNull()
  expect(texts).toEqual(expect.arrayContaining(['size & <m²>', 'rooms', ...ends]))
})

test('what is cut off on screen is cut off in a picture, with an ellipsis', async ({ page }) => {
  const long = 'the size of all rooms together without the balcony'
  const rows = Array.from({ length: 40 }, (_, row) => `${40 + 3 * row},${1 + (row % 5)},${100 + 7 * row}`)
  const buffer = Buffer.from([`${long},${long} again,price`, ...rows].join('\n'))
  const dialog = await lab.importFiles({ name: 'flats.csv', mimeType: 'text/csv', buffer })
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('heading', { name: `Answer over ${long}` })).toBeVisible()
  const { texts } = await parseSvg(page, (await exported('Decision map as SVG')).bytes)
  expect(texts.filter((text) => /^(?:Answer over )?the size.*[^…]$/.test(text))).toEqual([])
  expect(texts.filter((text) => /^(?:Answer over the|the size).*…$/.test(text))).toHaveLength(3)
})

test('the network’s picture shows every number of the page, and no control', async ({ page }) => {
  const { bytes } = await exported('Network as SVG')
  const { texts } = await parseSvg(page, bytes)
  const shown = await lab.network.locator('.unit .field > :not(small), .unit .delta').allTextContents()
  for (const number of shown.filter(Boolean)) expect(texts.join(' ')).toContain(number.replace('δ', '').trim())
  expect(texts.join(' ')).not.toContain('sigmoid')
})

test('with the microscope open, what is not computed yet is hatched in the picture too', async ({ page }) => {
  await lab.openMicroscope()
  await lab.toStep(3)
  const { bytes } = await exported('Network as SVG')
  const { error } = await parseSvg(page, bytes)
  expect(error).toBeNull()
  const hatched = await lab.network.locator('.unit.unknown, .delta.unknown').count()
  expect(hatched).toBeGreaterThan(3)
  expect(bytes.toString('utf8').match(/<clipPath/g)).toHaveLength(hatched)
})

test('the history is a table with a row for each epoch', async () => {
  const { name, bytes } = await exported(/^History \(CSV\)/)
  expect(name).toMatch(/-history\.csv$/)
  const rows = csvParse(bytes.toString('utf8'))
  expect(rows.map((row) => row['epoch'])).toEqual(['0', '1', '2', '3'])
  expect(Number(rows[3]?.['train_cost'])).toBeCloseTo((await lab.readCost()).training, 2)
})

test('weights leave as a table and as safetensors, bit for bit', async () => {
  const saved = await lab.saved()
  const theta = nestTheta(saved.experiment.network, saved.checkpoint?.theta ?? new Float32Array())
  const rows = csvParse((await exported(/^Weights \(CSV\)/)).bytes.toString('utf8'))
  expect(rows.map(({ value }) => Math.fround(Number(value)))).toEqual(theta.flat(2))

  const decoded = decodeSafetensors(new Uint8Array((await exported(/^Weights \(safetensors\)/)).bytes))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems))
  expect([...(decoded.value.get('fc1.weight')?.data ?? [])]).toEqual(theta[0]?.flatMap((row) => row.slice(1)))
})

test('the ONNX model answers as the lecture’s formulas do with the weights on screen', async () => {
  const { experiment, checkpoint } = await lab.saved()
  const theta = nestTheta(experiment.network, checkpoint?.theta ?? new Float32Array())
  const session = await ort.InferenceSession.create(new Uint8Array((await exported(/^ONNX model/)).bytes))
  const x = [0.5, -1.25]
  const { h } = await session.run({ x: new ort.Tensor('float32', Float32Array.from(x), [1, 2]) })
  const problem = { network: experiment.network, cost: experiment.cost, l1: 0, l2: 0 }
  expect(Number(h?.data[0])).toBeCloseTo(forward(problem, theta, x).a.at(-1)?.[0] ?? NaN, 6)
})

test('the PyTorch script holds the network, the settings and the data', async () => {
  const { name, bytes } = await exported(/^PyTorch script/)
  expect(name).toBe('The lectures network.py')
  const script = bytes.toString('utf8')
  expect(script).toContain('class Network(nn.Module):')
  expect(script).toContain('EPOCHS = 3\n')
  expect(script).toMatch(/DATA = """\n[A-Za-z0-9+/=\n]{200,}"""/)
})

test('by keyboard: open, choose, and what is not on screen can’t be chosen', async ({ page }) => {
  await lab.openMicroscope()
  await page.getByRole('button', { name: 'Export', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Cost as PNG' })).toBeDisabled()
  await expect(page.getByRole('menuitem', { name: 'Network as PNG' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/\.onnx$/)
})

test('an export leaves the document as it is: unsaved stays unsaved, Save still asks', async ({ page }) => {
  await expect(page.getByLabel('Unsaved changes')).toBeAttached()
  await exported(/^ONNX model/)
  await expect(page.getByLabel('Unsaved changes')).toBeAttached()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.dlab$/)
})

for (const theme of ['Light', 'Dark']) {
  test(`the open menu is accessible: ${theme}`, async ({ page }) => {
    if (theme === 'Dark') await page.getByRole('button', { name: 'Dark theme' }).click()
    await openMenu()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  })
}
