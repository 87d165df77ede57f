/**
 * npm test: everything that is checked, and one count at the end. `npm run test:e2e` runs the last part alone; what
 * follows `--` goes to Playwright.
 *
 * A run without a browser is not green: one is found or installed, or the run fails with one line that says so.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { root } from './built-lab'
import { runQuietly, signalChildren, startChild } from './children'
import { findBrowser } from './find-browser'

const RESULTS = join(root, 'test-results')
const UNIT_RESULTS = join(RESULTS, 'unit.json')
const E2E_RESULTS = join(RESULTS, 'e2e.json')

interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const total = { passed: 0, failed: 0, skipped: 0 }

function add({ passed, failed, skipped }: Count): void {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

/** A check that is done or not: it counts only where it fails. */
function reportCheck(name: string, ok: boolean, started: number, output = ''): void {
  console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (ok) return
  if (output.trim()) console.log(output.trim())
  add({ passed: 0, failed: 1, skipped: 0 })
}

async function check(name: string, ...args: readonly string[]): Promise<boolean> {
  const started = Date.now()
  const { code, output } = await runQuietly(process.execPath, args, { cwd: root })
  reportCheck(name, code === 0, started, output)
  return code === 0
}

const checkTypes = (): Promise<boolean> => check('types', '--import', 'tsx', 'scripts/typecheck.ts')
const checkLint = (): Promise<boolean> => check('lint', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.')
const checkFormat = (): Promise<boolean> => check('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.')
const checkBuild = (): Promise<boolean> => check('build', '--import', 'tsx', 'scripts/build.ts')

async function checkBrowser(): Promise<boolean> {
  const started = Date.now()
  try {
    const { executablePath } = await findBrowser()
    if (executablePath) process.env['CHROMIUM_PATH'] = executablePath
    reportCheck(`browser: ${executablePath}`, true, started)
    return true
  } catch (error) {
    reportCheck('browser', false, started, error instanceof Error ? error.message : String(error))
    return false
  }
}

/** Runs a test runner in full view. Resolves to its exit code. */
function runInView(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  return new Promise((resolve) => {
    const child = startChild(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
}

/** What a runner has written; a runner that failed without a failed test (a file that can't be loaded) counts as one. */
function count(path: string, schema: v.GenericSchema<unknown, Count>, code: number | null): Count {
  try {
    const counted = v.parse(schema, JSON.parse(readFileSync(path, 'utf8')))
    return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const vitestSchema = v.pipe(
  v.object({
    numPassedTests: v.number(),
    numFailedTests: v.number(),
    numPendingTests: v.number(),
    numTodoTests: v.number(),
  }),
  v.transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  })),
)

const playwrightSchema = v.pipe(
  v.object({
    stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  }),
  v.transform(({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  })),
)

async function runUnitTests(): Promise<void> {
  const code = await runInView([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--allowOnly=false',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${UNIT_RESULTS}`,
  ])
  add(count(UNIT_RESULTS, vitestSchema, code))
}

async function runEndToEndTests(args: readonly string[]): Promise<void> {
  const code = await runInView(
    ['node_modules/@playwright/test/cli.js', 'test', '--forbid-only', '--reporter=list,json', ...args],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_RESULTS },
  )
  add(count(E2E_RESULTS, playwrightSchema, code))
}

async function runAll(): Promise<void> {
  await Promise.all([checkTypes(), checkLint().then(checkFormat), checkBrowser()])
  await runUnitTests()
  if ((await checkBuild()) && process.env['CHROMIUM_PATH']) await runEndToEndTests([])
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    signalChildren('SIGTERM')
    process.exit(1)
  })
}

rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
const [part, ...playwrightArgs] = process.argv.slice(2)
if (part === 'e2e') {
  if ((await checkBrowser()) && (await checkBuild())) await runEndToEndTests(playwrightArgs)
} else {
  await runAll()
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
