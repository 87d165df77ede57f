import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

const eslint = new ESLint()

/** The rules that a source broken on purpose violates, as if it stood in that file. */
async function rulesBroken(file: string, source: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(source, { filePath: file })
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
}

const SHARED = 'src/shared/network.ts'
const ENGINE = 'src/worker/engine/kernels/index.ts'
const ENGINE_IN_TYPESCRIPT = 'src/worker/engine/model.ts'
const PAGE = 'src/renderer/index.ts'
const MAIN = 'src/main/index.ts'
const DISK = 'src/disk/save-whole.ts'
const PRELOAD = 'src/preload/index.ts'

describe('lint keeps the architecture', { timeout: 60_000 }, () => {
  test.each([
    ['shared imports nothing of ours', SHARED, `import '../main/index'`, 'import-directions'],
    ['shared knows no Node', SHARED, `import 'node:fs'`, 'no-restricted-imports'],
    ['shared knows no Vue', SHARED, `import 'vue'`, 'no-restricted-imports'],
    ['the page takes the worker’s URL, never its code', PAGE, `import '../worker/assets'`, 'import-directions'],
    ['the page knows no Electron', PAGE, `import 'electron'`, 'no-restricted-imports'],
    ['the main process imports no page', MAIN, `import '../renderer/lab/lab'`, 'import-directions'],
    ['the disk knows no Electron', DISK, `import 'electron'`, 'no-restricted-imports'],
    ['nor the processes that save on it', DISK, `import '../main/files'`, 'import-directions'],
    ['the preload imports the channels alone', PRELOAD, `import '../shared/network'`, 'import-directions'],
    [
      'a promise is waited for',
      MAIN,
      `import { readFile } from 'node:fs/promises'\nreadFile('a')`,
      'floating-promises',
    ],
    ['the engine has its own exp', ENGINE, `export const e = Math.exp(1)`, 'no-restricted-properties'],
    ['the engine has its own power', ENGINE, `export const e = 2 ** 0.5`, 'no-restricted-syntax'],
    ['the engine raises nothing in place', ENGINE, `let e = 2; e **= 3; export { e }`, 'no-restricted-syntax'],
    ['Math under another name', ENGINE, `const m = Math; export const e = m.exp(1)`, 'no-restricted-syntax'],
    ['Math handed on', ENGINE, `export const list = [Math]`, 'no-restricted-syntax'],
    ['Math by a computed name', ENGINE, `export const e = (f: string) => Math[f](1)`, 'no-restricted-syntax'],
    ['Math taken apart', ENGINE, `const { exp } = Math; export const e = exp(1)`, 'no-restricted-properties'],
    ['no relaxed SIMD', ENGINE, `export const e = f32x4.relaxed_madd(a, b, c)`, 'no-restricted-syntax'],
  ])('%s', async (_rule, file, source, broken) => {
    const rules = await rulesBroken(file, source)
    expect(
      rules.some((rule) => rule?.endsWith(broken)),
      String(rules),
    ).toBe(true)
  })

  const INEXACT =
    'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow random sin sinh tan tanh'.split(
      ' ',
    )
  test.each(INEXACT)('the engine does without Math.%s, in both languages', async (name) => {
    for (const file of [ENGINE, ENGINE_IN_TYPESCRIPT]) {
      expect(await rulesBroken(file, `export const value = Math.${name}(1)`)).toContain('no-restricted-properties')
    }
    for (const object of ['Mathf', 'NativeMath', 'NativeMathf']) {
      expect(await rulesBroken(ENGINE, `export const value = ${object}.${name}(1)`)).toContain(
        'no-restricted-properties',
      )
    }
  })

  test.each([
    [
      'the preload imports the channels',
      PRELOAD,
      `import { LAB_CHANNELS } from '../shared/lab-api'\nexport { LAB_CHANNELS }`,
    ],
    ['a power of two is exact', ENGINE, `export const e = 2 ** -24 + 2 ** 32`],
    ['a square root is exact', ENGINE, `export const e = Math.sqrt(2)`],
    ['so is taking it apart by name', ENGINE, `const { sqrt } = Math\nexport const e = sqrt(2)`],
    ['the page imports shared', PAGE, `import { unitCounts } from '../shared/network'\nexport { unitCounts }`],
  ])('and allows: %s', async (_rule, file, source) => {
    expect(await rulesBroken(file, source)).toEqual([])
  })
})
