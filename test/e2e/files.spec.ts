/**
 * Files in place: what another window changes is noticed, recent files and earlier versions are there. The pickers, which
 * no test can drive, give real handles of the browser's private file system.
 */
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { LabPage } from './lab-page'

test.beforeEach(() => test.setTimeout(150_000))

async function openLab(context: BrowserContext): Promise<LabPage> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const pick = async (name: string): Promise<unknown> =>
      (await navigator.storage.getDirectory()).getFileHandle(name, { create: true })
    const pickers = {
      showSaveFilePicker: ({ suggestedName }: { suggestedName: string }) => pick(suggestedName),
      showOpenFilePicker: async () => [await pick('Shared.dlab')],
    }
    for (const [name, value] of Object.entries(pickers)) {
      // Not to be taken away again, as `start` would.
      Object.defineProperty(window, name, { value, configurable: false })
    }
  })
  const lab = new LabPage(page)
  await lab.start()
  return lab
}

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name of the experiment' })
const unsavedMark = (page: Page) => page.getByRole('img', { name: 'Unsaved changes' })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const changed = (page: Page) => page.getByRole('alertdialog', { name: '“Shared.dlab” was changed outside' })

async function rename({ page }: LabPage, name: string): Promise<void> {
  await nameField(page).fill(name)
  await nameField(page).press('Enter')
}

async function saveInPlace({ page }: LabPage): Promise<void> {
  await button(page, 'Save').click()
  await expect(unsavedMark(page)).toBeHidden()
}

/** One window has opened and changed what another has saved since. */
async function changeInBoth(context: BrowserContext): Promise<LabPage> {
  const mine = await openLab(context)
  await rename(mine, 'Shared')
  await saveInPlace(mine)
  const theirs = await openLab(context)
  await button(theirs.page, 'Open').click()
  await expect(nameField(theirs.page)).toHaveValue('Shared')
  await rename(theirs, 'Theirs')
  await saveInPlace(theirs)
  await theirs.page.close()
  await mine.page.bringToFront()
  await rename(mine, 'Mine')
  return mine
}

for (const theme of ['light', 'dark'] as const) {
  test(`a file that another window has saved, ${theme}: three choices, by keyboard, and nothing is lost`, async ({
    context,
  }, testInfo) => {
    const lab = await changeInBoth(context)
    const { page } = lab
    await page.emulateMedia({ colorScheme: theme })
    await button(page, 'Save').click()
    await expect(changed(page)).toBeVisible()
    await page.waitForTimeout(300)
    await page.screenshot({ path: testInfo.outputPath(`changed-${theme}.png`) })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target) }))).toEqual([])

    await page.keyboard.press('Escape')
    await expect(changed(page)).toBeHidden()
    await expect(unsavedMark(page)).toBeVisible()

    await button(page, 'Save').click()
    await changed(page)
      .getByRole('button', { name: /^Open what is there now/ })
      .press('Enter')
    await expect(nameField(page)).toHaveValue('Theirs')
    await expect(unsavedMark(page)).toBeHidden()
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await expect(nameField(page)).toHaveValue('Mine')

    await button(page, 'Save').click()
    await changed(page)
      .getByRole('button', { name: /^Replace it/ })
      .press('Enter')
    await expect(unsavedMark(page)).toBeHidden()

    // What was replaced is an earlier version.
    await button(page, 'More about files').click()
    const menu = page.getByRole('dialog', { name: 'More about files' })
    await expect(menu.getByRole('region', { name: 'Recent files' })).toContainText('Shared.dlab')
    await page.waitForTimeout(300)
    await page.screenshot({ path: testInfo.outputPath(`menu-${theme}.png`) })
    const found = await new AxeBuilder({ page }).analyze()
    expect(found.violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target) }))).toEqual([])
    await menu
      .getByRole('button', { name: /^Replaced today/ })
      .first()
      .click()
    await expect(nameField(page)).toHaveValue('Theirs')
    await expect(unsavedMark(page)).toBeVisible()
    expect(lab.consoleErrors).toEqual([])
  })
}

test('a change outside is noticed when the window is looked at again', async ({ context }) => {
  const { page } = await changeInBoth(context)
  await expect(changed(page)).toBeHidden()
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(changed(page)).toBeVisible()
})

test('a recent file opens after a restart of the page, without a picker, and is saved in place', async ({
  context,
}) => {
  const first = await openLab(context)
  await rename(first, 'Shared')
  await saveInPlace(first)
  await first.page.close()
  const lab = await openLab(context)
  await button(lab.page, 'More about files').click()
  await lab.page.getByRole('button', { name: /^Shared\.dlab/ }).click()
  await expect(nameField(lab.page)).toHaveValue('Shared')
  await rename(lab, 'Again')
  await saveInPlace(lab)
  await expect(changed(lab.page)).toBeHidden()
})
