/** The lecture’s network under the microscope, in a real Chromium: by mouse, by keyboard, and number by number. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator } from '@playwright/test'
import { at, forward, pass, type Problem, type Theta } from '../independent/lecture'
import { LabPage } from './lab-page'
import { expectNumbers, lectureSteps } from './lecture-steps'

const STEPS = 26
let lab: LabPage
let problem: Problem
let theta: Theta
/** Typed by hand: exactly what the network gets. */
const example = { x: [1.25, -0.75], y: [1] }

test.beforeEach(async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  lab = new LabPage(page)
  await lab.start()
})

test.afterEach(() => {
  expect(lab.consoleErrors).toEqual([])
})

/** The lecture’s network after some training, and an example of our own under the microscope. */
async function openLecture(): Promise<void> {
  await lab.choose('The lecture')
  await lab.train.click()
  await expect.poll(async () => (await lab.readCost()).epoch).toBeGreaterThan(20)
  await lab.pause.click()
  await expect(lab.train).toBeVisible()
  const { experiment, checkpoint } = await lab.saved()
  const flat = [...(checkpoint?.theta ?? [])]
  theta = experiment.network.layers.map(({ units }, l) => {
    const columns = 1 + (l === 0 ? experiment.network.inputs : at(experiment.network.layers, l - 1).units)
    return Array.from({ length: units }, () => flat.splice(0, columns))
  })
  problem = { network: experiment.network, cost: experiment.cost, l1: 0, l2: 0 }
  await lab.openMicroscope()
  await lab.page.getByRole('checkbox', { name: 'Own example' }).check()
  const fields = lab.page.getByRole('group', { name: 'Own example' }).getByRole('textbox')
  for (const [index, value] of [...example.x, ...example.y].entries()) {
    await fields.nth(index).fill(String(value))
    await fields.nth(index).press('Enter')
  }
}

const card = (): Locator => lab.page.getByRole('region', { name: 'Formulas of the step' })
const nudge = (): Locator => lab.page.getByRole('region', { name: 'Nudge' })
const plot = (): Locator => nudge().getByRole('slider')

test('every step of the walk, forward and backward, has the numbers of the lecture’s formulas', async () => {
  // 52 steps, each with all of its numbers.
  test.slow()
  await openLecture()
  const expected = lectureSteps(problem, theta, example, 0.3)
  expect(expected).toHaveLength(STEPS)
  const check = async (index: number): Promise<void> => {
    const { title, numbers } = at(expected, index)
    await expect(card().getByRole('heading')).toHaveText(title)
    await expect(card()).toContainText(`step ${index + 1} of ${STEPS}`)
    // The next step's formulas wait there already, out of sight. What is heard and copied comes a moment after what is seen.
    const seen = card().locator('[aria-hidden=false] .tex')
    await expect(seen.locator('annotation')).toHaveCount(await seen.count())
    expectNumbers(await seen.locator('annotation').allTextContents(), numbers, title)
    expect(await lab.steps.getAttribute('aria-valuetext')).toMatch(/^[A-Za-z0-9 ,.:;]+\.$/)
  }
  await lab.steps.press('Home')
  for (let index = 0; index < STEPS; index++) {
    await check(index)
    if (index < STEPS - 1) await lab.page.getByRole('button', { name: 'Next', exact: true }).click()
  }
  await expect(lab.page.getByRole('button', { name: 'Next', exact: true })).toBeDisabled()
  for (let index = STEPS - 1; index >= 0; index--) {
    await check(index)
    await lab.steps.press('ArrowLeft')
  }
})

/** cost(i) with z of one unit of layer 3 at another value, straight from the formulas. */
function costWith(unit: number, value: number): number {
  const { z } = forward(problem, theta, example.x)
  const a = at(z, 1).map((own, j) => 1 / (1 + Math.exp(-(j === unit ? value : own))))
  const [weights = []] = at(theta, 2)
  const output = a.reduce((sum, answer, j) => sum + answer * at(weights, j + 1), at(weights, 0))
  const y = at(example.y, 0)
  return y * Math.log1p(Math.exp(-output)) + (1 - y) * Math.log1p(Math.exp(output))
}

async function reading(name: string): Promise<number> {
  const term = lab.page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) })
  const text = await nudge().locator('dl > div').filter({ has: term }).getByRole('definition').textContent()
  return Number(text?.replaceAll('−', '-').replaceAll(',', ''))
}

/** What the card says of the move is what the formulas say, to the three digits that it shows. */
async function expectMove(unit: number): Promise<number> {
  const own = at(at(forward(problem, theta, example.x).z, 1), unit)
  const delta = at(at(pass(problem, theta, example).delta, 1), unit)
  const value = Number(await plot().getAttribute('aria-valuenow'))
  const by = value - own
  const cost = costWith(unit, value) - costWith(unit, own)
  const near = (shown: number, right: number): void =>
    expect(Math.abs(shown - right)).toBeLessThanOrEqual(0.006 * Math.abs(right) + 2e-6)
  near(await reading('slope'), delta)
  near(await reading('measured'), delta)
  near(await reading('moved by'), by)
  near(await reading('cost moved'), cost)
  near(await reading('slope · Δ'), delta * by)
  // The cost has moved by δ·Δz, but for the bend that is stated.
  near(await reading('bend'), cost - delta * by)
  return by
}

test('z taken in hand by mouse: the cost moves by δ·Δz but for the curve’s bend', async ({ page }) => {
  await openLecture()
  await lab.toStep(4) // unit 2 of layer 3
  const box = await plot().boundingBox()
  if (!box) throw new Error('The plot has no place')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const output = lab.network.getByRole('button', { name: /^Unit 1 of layer 4/ })
  const seen = new Set<string | null>()
  for (const by of [10, 40, 80]) {
    await page.mouse.move(x + by, y, { steps: 4 })
    await expect(nudge()).toContainText('moved by')
    await page.waitForTimeout(50)
    seen.add(await output.getAttribute('aria-label'))
  }
  await page.mouse.up()
  expect(seen.size).toBe(3) // the output moves with it
  expect(await expectMove(1)).toBeGreaterThan(1)
  await nudge().getByRole('button', { name: 'Let go' }).click()
  await expect(nudge()).not.toContainText('moved by')
  await expect(plot()).toBeFocused()
})

test('z taken in hand by keyboard: steps small and large, and home again', async ({ page }) => {
  await openLecture()
  await lab.toStep(3) // unit 1 of layer 3
  const step = Math.max(4, Math.abs(at(at(forward(problem, theta, example.x).z, 1), 0))) / 50
  await plot().focus()
  await page.keyboard.press('ArrowRight')
  await expect(nudge()).toContainText('moved by')
  expect(await expectMove(0)).toBeCloseTo(step, 5)
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(plot()).toHaveAttribute('aria-valuetext', /cost/)
  await expect.poll(() => reading('moved by')).toBeCloseTo(-19 * step, 2)
  await expectMove(0)
  await page.keyboard.press('Home')
  await expect(nudge()).not.toContainText('moved by')
})

test('everything by keyboard alone', async ({ page }) => {
  await openLecture()
  await page.getByRole('tab', { name: 'Train' }).click()
  const tabTo = async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press(key)
    }
    throw new Error('Tab does not lead there')
  }
  await page.keyboard.press('ArrowRight')
  await expect(lab.steps).toBeVisible()
  await tabTo(lab.steps)
  await page.keyboard.press('Home')
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight')
  await expect(card()).toContainText('z and a of unit 1, layer 3')
  // Beside the formula, before the panel.
  await tabTo(page.getByRole('button', { name: 'Next', exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(card()).toContainText('z and a of unit 2, layer 3')
  await tabTo(nudge().getByRole('radio', { name: 'z' }))
  await page.keyboard.press('ArrowRight')
  await expect(nudge().getByRole('radio', { name: 'a' })).toBeChecked()
  await tabTo(plot())
  await page.keyboard.press('ArrowUp')
  await expect(nudge()).toContainText('moved by')
  await page.keyboard.press('Escape')
  await expect(nudge()).not.toContainText('moved by')
  const check = page.getByRole('region', { name: 'Gradient check' })
  await expect(check.getByRole('status')).toHaveText('all 15 agree')
  await tabTo(check.getByRole('row').nth(1))
  const pulls = page.getByRole('region', { name: 'Tug-of-war' })
  await tabTo(pulls.getByRole('slider'))
  await page.keyboard.press('End')
  const said = (await pulls.getByRole('slider').getAttribute('aria-valuetext')) ?? ''
  const pulling = /^Example (\d+):/.exec(said)?.[1]
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Number of the example' })).toHaveValue(pulling ?? 'one')
  // A unit of the drawing leads to its step.
  const unit = lab.network.getByRole('button', { name: /^Unit 1 of layer 2/ })
  await unit.focus()
  await page.keyboard.press('Enter')
  await expect(card()).toContainText('z and a of unit 1, layer 2')
})

test('a step is copied as LaTeX, the whole walk as text', async ({ page }) => {
  await openLecture()
  await lab.toStep(15)
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
  await page.getByRole('button', { name: 'Copy LaTeX' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await clipboard()).toMatch(
    /^\\\[ \\textcolor\{violet\}\{\\delta\^\{\(2\)\}_\{2\}\}.* g'\(z\^\{\(2\)\}_\{2\}\) \\\]\n\\\[ = .* \\\]$/s,
  )
  await page.getByRole('button', { name: 'Copy all steps as text' }).click()
  await expect.poll(clipboard).toMatch(/^The lecture’s network\n\nAn example that was typed in\n\nThe example\n/)
  const text = await clipboard()
  for (const { title } of lectureSteps(problem, theta, example, 0.3)) expect(text).toContain(`\n\n${title}\n`)
})

test('the walk goes on paper, every step of it, and leaves the screen as it was', async ({ page }) => {
  await page.evaluate(() => (window.print = () => undefined))
  await openLecture()
  await page.evaluate(() => (window.print = () => undefined))
  await page.getByRole('button', { name: 'Print all steps' }).click()
  const sheet = page.getByRole('article')
  await expect(sheet).toHaveCount(0) // not for the screen
  await page.emulateMedia({ media: 'print' })
  await expect(sheet.getByRole('heading', { level: 2 })).toHaveText(
    lectureSteps(problem, theta, example, 0.3).map(({ title }, index) => `${index + 1}. ${title}`),
  )
  await expect(lab.network).toBeHidden()
  await expect(sheet).toContainText('An example that was typed in')
  // The drawing has every number, though the walk has only begun.
  const unit = sheet.locator('[data-unit="4-0"]')
  await expect(unit).toBeVisible()
  await expect(unit).toHaveAttribute('aria-label', /^Unit 1 of layer 4: z −?[\d.]+, a [\d.]+, δ −?[\d.]+$/)
  await expect(sheet.getByRole('combobox')).toHaveCount(0)
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await expect(page.locator('article')).toHaveCount(0)
  await expect(lab.network).toBeVisible()
})

test('wide layers fold, in formulas, fields and lists', async ({ page }) => {
  await lab.choose('Digits')
  await lab.openMicroscope()
  await lab.toStep(1)
  await expect(card()).toContainText('… 60 more …')
  await expect(page.getByText(/^step 2 of \d{3}$/)).toBeVisible()
  await page.getByRole('button', { name: 'Check every θ' }).click()
  await expect(page.getByRole('region', { name: 'Gradient check' }).getByRole('status')).toContainText('agree')
  await lab.steps.press('End')
  await expect(card()).toContainText('more weights')
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${theme} theme with the microscope open`, async ({ page }) => {
    // To look at the whole page takes axe seconds, four times.
    test.slow()
    await page.emulateMedia({ colorScheme: theme })
    await openLecture()
    for (const index of [3, 7, 14, 17]) {
      await lab.toStep(index)
      if (index === 3) await plot().press('ArrowRight')
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((node) => node.target) })),
      ).toEqual([])
    }
  })
}
