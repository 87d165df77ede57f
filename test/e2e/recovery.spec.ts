/** The browser dies while someone edits and trains; the next start brings the work back, but for five seconds at most. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { randomFrom } from '../../scripts/torture/random'
import { startKillable, type KillableBrowser } from './killable-browser'
import { LabPage } from './lab-page'

/** Milliseconds. What a crash may cost. */
const MOST_LOST = 5000

/** What was there when, in milliseconds since 1970. */
interface Work {
  readonly edits: { readonly time: number; readonly number: number }[]
  readonly epochs: { readonly time: number; readonly epoch: number }[]
}

let browser: KillableBrowser | undefined
test.beforeEach(() => test.setTimeout(150_000))
test.afterEach(async () => {
  await browser?.kill()
  browser = undefined
})

async function openLab(context: BrowserContext, url: string): Promise<LabPage> {
  const lab = new LabPage(await context.newPage())
  await lab.start(url)
  return lab
}

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name of the experiment' })

/** Gives the experiment one name after another while it trains; tells what stood on screen, and when. */
async function workFor(lab: LabPage, milliseconds: number): Promise<Work> {
  const work: Work = { edits: [], epochs: [] }
  // The page itself looks at the epoch: questions from here would come too seldom.
  lab.page.on('console', (message) => {
    const match = /^epoch ([\d,]+) at (\d+)$/.exec(message.text())
    if (match) work.epochs.push({ epoch: Number(match[1]?.replaceAll(',', '')), time: Number(match[2]) })
  })
  const progress = await lab.progress.elementHandle()
  await lab.page.evaluate((element) => {
    setInterval(() => console.warn(`epoch ${/[\d,]+$/.exec(element?.textContent?.trim() ?? '')} at ${Date.now()}`), 50)
  }, progress)
  const end = Date.now() + milliseconds
  for (let number = 1; Date.now() < end; number++) {
    await nameField(lab.page).fill(`Edit ${number}`)
    await nameField(lab.page).press('Enter')
    work.edits.push({ number, time: Date.now() })
    await lab.page.waitForTimeout(Math.max(0, Math.min(300, end - Date.now())))
  }
  return work
}

function recoverButton(page: Page) {
  return page.getByRole('dialog', { name: 'Unsaved work was found' }).getByRole('button', { name: /^Recover/ })
}

/** Recovers what is offered, and says how much older it is than the moment of the death, in milliseconds. */
async function recover(lab: LabPage, work: Work, death: number): Promise<{ edit: number; run: number }> {
  await recoverButton(lab.page).click()
  await expect(nameField(lab.page)).toHaveValue(/^Edit \d+$/)
  await expect(lab.cost).not.toContainText('Epoch 0:')
  await expect(lab.page.getByRole('img', { name: 'Unsaved changes' })).toBeVisible()
  const number = Number((await nameField(lab.page).inputValue()).slice(5))
  const epoch = await lab.readEpoch()
  expect(work.epochs.length).toBeGreaterThan(20)
  expect(epoch).toBeGreaterThan(work.epochs[0]?.epoch ?? Infinity)
  // The work is as old as the first thing that it lacks.
  const lackedEdit = work.edits.find((edit) => edit.number > number)
  const lackedRun = work.epochs.find((moment) => moment.epoch > epoch)
  return { edit: death - (lackedEdit?.time ?? death), run: death - (lackedRun?.time ?? death) }
}

for (const seed of [1, 2, 3]) {
  test(`killed while editing and training, at a random moment (seed ${seed})`, async ({ baseURL }, testInfo) => {
    const executable = process.env['CHROMIUM_PATH'] ?? ''
    const profile = testInfo.outputPath('profile')
    browser = await startKillable(executable, profile)
    const lab = await openLab(browser.context, baseURL ?? '')
    await lab.choose('Spiral')
    await lab.train.click()
    const work = await workFor(lab, 5000 + randomFrom(seed).next() * 6000)
    const death = Date.now()
    await browser.kill()

    browser = await startKillable(executable, profile)
    const again = await openLab(browser.context, baseURL ?? '')
    const lost = await recover(again, work, death)
    testInfo.annotations.push({ type: 'lost', description: `${lost.edit} ms of edits, ${lost.run} ms of training` })
    expect(lost.edit).toBeLessThanOrEqual(MOST_LOST)
    expect(lost.run).toBeLessThanOrEqual(MOST_LOST)

    if (seed > 1) return
    // It is a document like any other, and survives the next death too.
    await nameField(again.page).fill('Once more')
    await nameField(again.page).press('Enter')
    await again.page.waitForTimeout(2500)
    const epoch = await again.readEpoch()
    await browser.kill()
    browser = await startKillable(executable, profile)
    const third = await openLab(browser.context, baseURL ?? '')
    await expect(recoverButton(third.page)).toHaveCount(1)
    await recoverButton(third.page).click()
    await expect(nameField(third.page)).toHaveValue('Once more')
    await expect.poll(() => third.readEpoch()).toBe(epoch)
  })
}

test('a closed tab: its work is offered by the next one, and not while it is there', async ({ context }) => {
  const first = new LabPage(await context.newPage())
  await first.start()
  await first.choose('Spiral')
  await first.train.click()
  const work = await workFor(first, 4000)
  await first.pause.click()

  const second = new LabPage(await context.newPage())
  await second.start()
  await second.page.waitForTimeout(500)
  await expect(second.page.getByRole('dialog')).toHaveCount(0)
  const death = Date.now()
  await first.page.close()
  await second.page.reload()
  const lost = await recover(second, work, death)
  expect(lost.edit).toBeLessThanOrEqual(MOST_LOST)
  expect(lost.run).toBeLessThanOrEqual(MOST_LOST)
})

test('once saved, or clean again, nothing is offered', async ({ context }) => {
  const first = new LabPage(await context.newPage())
  await first.start()
  await nameField(first.page).fill('Saved')
  await nameField(first.page).press('Enter')
  await first.page.waitForTimeout(2000)
  await first.save()
  await expect(first.page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden()
  await nameField(first.page).fill('Undone')
  await nameField(first.page).press('Enter')
  await first.page.waitForTimeout(2000)
  await first.undo.click()
  await expect(first.page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden()
  await first.page.waitForTimeout(500)
  await first.page.close()

  const second = new LabPage(await context.newPage())
  await second.start()
  await second.page.waitForTimeout(500)
  await expect(second.page.getByRole('dialog')).toHaveCount(0)
})

for (const theme of ['light', 'dark'] as const) {
  test(`the offer, ${theme}: read, put off, discarded by keyboard; axe finds nothing`, async ({
    context,
  }, testInfo) => {
    for (const name of ['Week 5, exercise 2', 'XOR with three hidden units']) {
      const left = new LabPage(await context.newPage())
      await left.start()
      await left.page.keyboard.press('Escape')
      await nameField(left.page).fill(name)
      await nameField(left.page).press('Enter')
      await left.stepEpoch.click()
      await left.page.waitForTimeout(2500)
      await left.page.close()
    }
    const lab = new LabPage(await context.newPage())
    await lab.page.emulateMedia({ colorScheme: theme })
    await lab.start()
    const { page } = lab
    const offer = page.getByRole('dialog', { name: 'Unsaved work was found' })
    await expect(offer).toContainText('never saved to a file')
    await expect(offer).toContainText(/Kept today \d/)
    await page.waitForTimeout(300)
    await page.screenshot({ path: testInfo.outputPath(`offer-${theme}.png`) })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target) }))).toEqual([])

    await page.keyboard.press('Escape')
    await expect(offer).toBeHidden()
    await page.getByRole('button', { name: 'More about files' }).click()
    await page.getByRole('button', { name: 'Unsaved work that was found (2)…' }).click()
    const recoverButtons = offer.getByRole('button', { name: /^Recover/ })
    await offer.getByRole('button', { name: 'Discard “Week 5, exercise 2”' }).press('Enter')
    await expect(recoverButtons).toHaveCount(1)
    // The focus stays where it is: once more changes one's mind.
    await page.keyboard.press('Enter')
    await expect(recoverButtons).toHaveCount(2)
    await offer.getByRole('button', { name: 'Discard all' }).press('Enter')
    await expect(recoverButtons).toHaveCount(0)
    await page.screenshot({ path: testInfo.outputPath(`discarded-${theme}.png`) })
    await offer.getByRole('button', { name: 'Done' }).press('Enter')
    await expect(offer).toBeHidden()
    await page.reload()
    await expect(lab.cost).toContainText(/Epoch 0/)
    await page.waitForTimeout(500)
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
}

test('an example that was only trained is no question at the next start, and waits in the menu', async ({
  context,
}) => {
  const first = new LabPage(await context.newPage())
  await first.start()
  await first.choose('Spiral')
  await first.stepEpoch.click()
  await first.page.waitForTimeout(2500)
  await first.page.close({ runBeforeUnload: false })
  const second = new LabPage(await context.newPage())
  await second.start()
  await second.page.getByRole('button', { name: 'More about files' }).click()
  await second.page.getByRole('button', { name: 'Unsaved work that was found…' }).click()
  await expect(second.page.getByRole('dialog', { name: 'Unsaved work was found' })).toContainText('only trained')
  await recoverButton(second.page).click()
  await expect(second.cost).toContainText(/Epoch 1/)
})
