/** The lab as a user meets it: by the names on screen, never by its insides. */
import { readFile, writeFile } from 'node:fs/promises'
import { expect, type Locator, type Page, type TestInfo } from '@playwright/test'
import { decodeDlab, type SavedExperiment } from '../../src/shared/dlab'

export class LabPage {
  readonly train: Locator
  readonly pause: Locator
  readonly stepExample: Locator
  readonly stepEpoch: Locator
  readonly reset: Locator
  readonly undo: Locator
  readonly redo: Locator
  readonly network: Locator
  readonly cost: Locator
  readonly deltas: Locator
  /** The slider over the steps of the microscope's walk. */
  readonly steps: Locator
  /** The line with the epoch, beside the buttons that move the run. */
  readonly progress: Locator
  readonly consoleErrors: string[] = []

  constructor(readonly page: Page) {
    const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
    this.train = button('Train')
    this.pause = button('Pause')
    this.stepExample = button('Step example')
    this.stepEpoch = button('Step epoch')
    this.reset = button('Reset')
    this.undo = button('Undo')
    this.redo = button('Redo')
    this.network = page.getByRole('region', { name: 'Network' })
    this.cost = page.getByRole('figure', { name: 'Cost' })
    this.deltas = page.getByRole('figure', { name: 'Delta magnitudes' })
    this.steps = page.getByRole('slider', { name: 'Steps', exact: true })
    this.progress = page.locator('p').filter({ hasText: /epoch\s*[\d,]+\s*$/ })
    page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text())
    })
    page.on('pageerror', (error) => this.consoleErrors.push(error.message))
  }

  /** Starts the lab and waits until the worker has answered. */
  async start(url = '/'): Promise<void> {
    // A native file dialog can't be driven: without these, the lab falls back to download and upload.
    await this.page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showSaveFilePicker')
      Reflect.deleteProperty(window, 'showOpenFilePicker')
    })
    await this.page.goto(url)
    await expect(this.cost).toContainText(/Epoch 0/)
  }

  async choose(example: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Examples', exact: true }).click()
    const menu = this.page.getByRole('dialog', { name: 'Examples' })
    await menu.getByRole('button', { name: new RegExp(`^${example}`) }).click()
    await expect(this.cost).toContainText(/Epoch 0/)
  }

  /** What a screen reader hears of the cost: the latest epoch and its training cost. */
  async readCost(): Promise<{ epoch: number; training: number }> {
    const text = (await this.cost.textContent()) ?? ''
    const match = /Epoch ([\d,.]+): training cost ([\d.e−-]+)/.exec(text)
    if (!match?.[1] || !match[2]) throw new Error(`No epoch and cost in "${text}"`)
    return { epoch: Number(match[1].replaceAll(',', '')), training: Number(match[2].replace('−', '-')) }
  }

  /** The dialog for data of one's own, on these files. */
  async importFiles(files: Parameters<Locator['setInputFiles']>[0]): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Your data…' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Your data' })
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      dialog.getByRole('button', { name: 'Choose files…' }).click(),
    ])
    await chooser.setFiles(files)
    return dialog
  }

  /** Where the run is now, beside the buttons that move it; the charts may be a little behind. */
  async readEpoch(): Promise<number> {
    return Number(/([\d,]+)\s*$/.exec((await this.progress.textContent()) ?? '')?.[1]?.replaceAll(',', ''))
  }

  async openMicroscope(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Microscope' }).click()
    await expect(this.page.getByText(/^step \d+ of \d+$/)).toBeVisible()
  }

  /** To a step of the walk, from 0, by keyboard. */
  async toStep(index: number): Promise<void> {
    await this.steps.press('Home')
    for (let step = 0; step < index; step++) await this.steps.press('ArrowRight')
    await expect(this.steps).toHaveAttribute('aria-valuenow', String(index + 1))
  }

  async save(): Promise<Buffer> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Save', exact: true }).click(),
    ])
    return readFile(await download.path())
  }

  async saved(): Promise<SavedExperiment> {
    const decoded = decodeDlab(new Uint8Array(await this.save()))
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems))
    return decoded.value
  }

  async open(bytes: Buffer, name: string, testInfo: TestInfo): Promise<void> {
    const path = testInfo.outputPath(name)
    await writeFile(path, bytes)
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.page.getByRole('button', { name: 'Open', exact: true }).click(),
    ])
    await chooser.setFiles(path)
  }
}
