/**
 * What a user feels while large data of their own come in: how long each step takes, the slowest frame, and the longest
 * task on the main thread. Drives the built lab in a real Chromium and prints a table; numbers depend on the machine.
 *
 *   npm run measure:import
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { LabPage } from '../test/e2e/lab-page'
import { labelsFile } from '../test/shared/imported/idx-file'
import { launchBrowser, startLab } from './measured-lab'
import { serveLab } from './serve'

interface Felt {
  readonly milliseconds: number
  readonly slowestFrame: number
  /** 0: none over 50 ms. */
  readonly longestTask: number
}

declare global {
  interface Window {
    stopFeeling?: () => Omit<Felt, 'milliseconds'>
  }
}

/** Counts frames and long tasks in the page itself while something is done. */
async function feel(page: Page, act: () => Promise<void>): Promise<Felt> {
  await page.evaluate(() => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
    observer.observe({ type: 'longtask' })
    let slowestFrame = 0
    let before = performance.now()
    let frame = requestAnimationFrame(function count(now) {
      slowestFrame = Math.max(slowestFrame, now - before)
      before = now
      frame = requestAnimationFrame(count)
    })
    window.stopFeeling = () => {
      cancelAnimationFrame(frame)
      tasks.push(...observer.takeRecords().map((entry) => entry.duration))
      observer.disconnect()
      return { slowestFrame, longestTask: Math.max(0, ...tasks) }
    }
  })
  const start = performance.now()
  await act()
  const milliseconds = performance.now() - start
  // A long task is told of only after it.
  await page.waitForTimeout(200)
  const felt = await page.evaluate(() => window.stopFeeling?.())
  if (!felt) throw new Error('Nothing was measured')
  return { milliseconds, ...felt }
}

/** A table of about so many bytes: two classes, eleven columns of numbers. */
function largeTable(bytes: number): string {
  const lines = ['class,' + Array.from({ length: 11 }, (_, column) => `x${column + 1}`).join(',')]
  let length = 0
  for (let row = 0; length < bytes; row++) {
    const values = Array.from({ length: 11 }, (_, column) => Math.sin(row * (column + 1) * 0.37).toFixed(5))
    const line = `${Number(values[0]) > 0 ? 'yes' : 'no'},${values.join(',')}`
    lines.push(line)
    length += line.length + 1
  }
  return lines.join('\n')
}

/** As many pictures of 28 × 28 as MNIST has, a fifth of each inked, where its label says. */
function pictures(count: number): { images: Uint8Array; labels: Uint8Array } {
  const labels = Array.from({ length: count }, (_, example) => (example * 7) % 10)
  const images = new Uint8Array(16 + count * 784)
  const header = new DataView(images.buffer)
  for (const [index, value] of [0x803, count, 28, 28].entries()) header.setUint32(4 * index, value)
  const pixels = images.subarray(16)
  for (const [example, label] of labels.entries()) {
    for (let dot = 0; dot < 150; dot++) {
      pixels[example * 784 + label * 70 + ((dot * 31 + example * 17) % 150)] = 50 + ((dot * example * 13) % 206)
    }
  }
  return { images, labels: labelsFile(labels) }
}

const folder = await mkdtemp(join(tmpdir(), 'measure-import-'))
async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

interface Subject {
  readonly name: string
  readonly files: readonly string[]
  readonly recognised: RegExp
}

const LONGEST = 120_000

function tell(what: string, { milliseconds, slowestFrame, longestTask }: Felt): void {
  const inMilliseconds = (value: number, width: number): string => `${value.toFixed(0)} ms`.padStart(width)
  console.log(
    `  ${what}`.padEnd(34) +
      inMilliseconds(milliseconds, 12) +
      inMilliseconds(slowestFrame, 16) +
      (longestTask > 0 ? inMilliseconds(longestTask, 15) : '< 50 ms'.padStart(15)),
  )
}

async function measure(lab: LabPage, { name, files, recognised }: Subject): Promise<void> {
  const { page } = lab
  console.log(name)
  const dialog = page.getByRole('dialog', { name: 'Your data' })
  tell(
    'read and recognised',
    await feel(page, async () => {
      await lab.importFiles([...files])
      await expect(dialog).toContainText(recognised, { timeout: LONGEST })
      await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeEnabled({ timeout: LONGEST })
    }),
  )
  const settled = async (): Promise<void> => {
    await expect(lab.cost).toContainText(/Epoch \d/, { timeout: LONGEST })
  }
  tell(
    'imported',
    await feel(page, async () => {
      await dialog.getByRole('button', { name: 'Import', exact: true }).click()
      await expect(dialog).toBeHidden({ timeout: LONGEST })
      await settled()
    }),
  )
  tell('and copied for recovery', await feel(page, () => page.waitForTimeout(4000)))
  let bytes: Uint8Array = new Uint8Array()
  tell(
    'saved',
    await feel(page, async () => {
      bytes = await lab.save()
    }),
  )
  const saved = await file('saved.dlab', bytes)
  await lab.choose('The lecture')
  tell(
    'opened again',
    await feel(page, async () => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Open', exact: true }).click(),
      ])
      await chooser.setFiles(saved)
      await expect(page.getByRole('button', { name: /^Change how/ })).toBeVisible({ timeout: LONGEST })
      await settled()
    }),
  )
  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'Full speed' })
  tell(
    'trained at full speed for 5 s',
    await feel(page, async () => {
      await lab.train.click()
      await page.waitForTimeout(5000)
    }),
  )
  await lab.pause.click()
  console.log(`  (file of ${(bytes.length / 1e6).toFixed(1)} MB, ${(await lab.readCost()).epoch} epochs)`)
}

const server = await serveLab()
const browser = await launchBrowser()
try {
  const training = pictures(60_000)
  const test = pictures(10_000)
  const subjects: readonly Subject[] = [
    { name: 'A table of 10 MB', files: [await file('large.csv', largeTable(10e6))], recognised: /rows are used/ },
    {
      name: 'MNIST in size: 70,000 pictures of 28 × 28',
      files: await Promise.all([
        file('train-images-idx3-ubyte', training.images),
        file('train-labels-idx1-ubyte', training.labels),
        file('t10k-images-idx3-ubyte', test.images),
        file('t10k-labels-idx1-ubyte', test.labels),
      ]),
      recognised: /60,000/,
    },
  ]
  console.log('step'.padEnd(34) + 'takes'.padStart(12) + 'slowest frame'.padStart(16) + 'longest task'.padStart(15))
  for (const subject of subjects) await measure(await startLab(browser, server.url), subject)
} finally {
  await browser.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
}
