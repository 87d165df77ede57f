/** What only a real screen shows: what stands over what, what is cut off, and what moves. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator } from '@playwright/test'
import { LabPage } from './lab-page'

let lab: LabPage

test.beforeEach(async ({ page }) => {
  lab = new LabPage(page)
  await lab.start()
})

test.afterEach(() => {
  expect(lab.consoleErrors).toEqual([])
})

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It has no place')
  return box
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width - 1 &&
  other.x < one.x + one.width - 1 &&
  one.y < other.y + other.height - 1 &&
  other.y < one.y + one.height - 1

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
] as const) {
  test(`a message covers no formula, no drawing and no chart at ${width}×${height}, and Escape closes it`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height })
    await lab.network.getByRole('button', { name: 'Add a unit to layer 2' }).click()
    await lab.choose('Iris')
    const message = page.getByRole('status').filter({ hasText: 'had unsaved changes' })
    await expect(message).toBeInViewport()
    await expect(page.getByRole('button', { name: 'Examples', exact: true })).toBeFocused()
    const box = await boxOf(message)
    const readings = page.getByRole('complementary', { name: 'Readings' })
    for (const other of [lab.network, readings, page.getByRole('region', { name: 'Run', exact: true })]) {
      expect(overlap(box, await boxOf(other))).toBe(false)
    }
    await page.keyboard.press('Escape')
    await expect(message).toHaveCount(0)
  })
}

test('“?” lists the keys, Escape closes the list', async ({ page }) => {
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard' })
  await expect(dialog).toContainText('Train, or pause')
  const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Keyboard' }).click()
  await expect(dialog).toBeVisible()
})

test('a drawing that is too wide says so, and leads on', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  await lab.choose('Vanishing deltas')
  for (let times = 0; times < 7; times++) {
    await lab.network.getByRole('button', { name: 'Add a layer after layer 3' }).click()
  }
  const output = lab.network.getByRole('button', { name: /^Unit 1 of layer 17/ })
  await expect(output).toBeAttached()
  await expect(output).not.toBeInViewport()
  const right = lab.network.getByRole('button', { name: 'More layers to the right' })
  await expect(lab.network.getByRole('button', { name: 'More layers to the left' })).toHaveCount(0)
  await right.click()
  await expect(lab.network.getByRole('button', { name: 'More layers to the left' })).toBeVisible()
  await expect(right).toHaveCount(0)
  await expect(output).toBeInViewport()
  // The walk takes the drawing along.
  await lab.openMicroscope()
  await lab.toStep(1)
  await expect(lab.network.getByRole('button', { name: /^Unit 1 of layer 2:/ })).toBeInViewport({ ratio: 1 })
})

test('the labels of |δ| are whole, also where they are long', async () => {
  await lab.choose('Vanishing deltas')
  for (let times = 0; times < 8; times++) {
    await lab.network.getByRole('button', { name: 'Add a layer after layer 3' }).click()
  }
  await lab.stepEpoch.click()
  await expect(lab.deltas).toContainText(/Epoch 1: mean/)
  // What is cut off reaches the canvas’s edge.
  const atEdge = await lab.deltas.locator('canvas').evaluate((canvas) => {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
    const pixels = context?.getImageData(0, 0, 1, context.canvas.height).data ?? []
    return pixels.filter((_, index) => index % 4 === 3 && pixels[index] !== 0).length
  })
  expect(atEdge).toBe(0)
})

test('“Copied.” moves nothing', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-write'])
  await lab.openMicroscope()
  const places = (): Promise<Box[]> =>
    Promise.all(['Copy LaTeX', 'Copy all steps as text', 'Print all steps'].map((name) => boxOf(button(name))))
  const button = (name: string): Locator => page.getByRole('button', { name })
  const nudge = page.getByRole('region', { name: 'Nudge' })
  const before = [...(await places()), await boxOf(nudge)]
  await button('Copy LaTeX').click()
  await expect(page.getByText('Copied.')).toBeVisible()
  expect([...(await places()), await boxOf(nudge)]).toEqual(before)
})

test('long names of inputs stay within their ellipses, and a title has all of them', async () => {
  const names = ['mean radius of the nucleus', 'standard error of the texture', 'worst']
  const rows = Array.from(
    { length: 20 },
    (_, row) => `${(row * 7) % 11},${(row * 3) % 8},${row % 7},${row % 2 ? 'a' : 'b'}`,
  )
  const buffer = Buffer.from([[...names, 'kind'].join(','), ...rows].join('\n'))
  const dialog = await lab.importFiles({ name: 'cells.csv', mimeType: 'text/csv', buffer })
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  for (const [index, name] of names.entries()) {
    const unit = lab.network.getByRole('button', { name: new RegExp(`^Input ${index + 1}, ${name}`) })
    await expect(unit).toHaveAttribute('title', name)
    const [outer, inner] = [await boxOf(unit), await boxOf(unit.locator('.field'))]
    expect(inner.x).toBeGreaterThanOrEqual(outer.x)
    expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width)
    const parts = unit.locator('.field > *')
    for (const part of await parts.all()) {
      const box = await boxOf(part)
      expect(box.x + box.width).toBeLessThanOrEqual(outer.x + outer.width)
    }
  }
})

// 200 % zoom of a window of 1280×720.
for (const example of ['The lecture', 'Digits']) {
  test(`at 200 % zoom nothing is cut off and nothing overlaps: ${example}`, async ({ page }) => {
    await lab.choose(example)
    await page.setViewportSize({ width: 640, height: 360 })
    await page.waitForTimeout(300)
    for (const tab of ['Train', 'Microscope']) {
      await page.getByRole('tab', { name: tab }).click()
      await page.waitForTimeout(300)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640)
      for (const bar of [page.getByRole('banner'), page.getByRole('region', { name: 'Run', exact: true })]) {
        await expect(bar).toBeVisible()
        const controls = bar.locator('button, input:not([type=radio]), select, .segment, h1, p > span')
        const boxes = await controls.evaluateAll((elements) =>
          elements
            .map((element) => element.getBoundingClientRect())
            .filter(({ width, height }) => width > 0 && height > 0)
            .map(({ x, y, width, height }) => ({ x, y, width, height })),
        )
        expect(boxes.length).toBeGreaterThan(4)
        for (const [index, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(640)
          expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([])
        }
      }
    }
  })
}
