/**
 * Lint: strict types, the directions of imports, and an engine that gives the same bits on every machine.
 * Every rule of docs/architecture.md that a tool can keep is kept here.
 */
import type { Linter } from 'eslint'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import { defineConfig } from 'eslint/config'
import { join } from 'node:path'
import typescript from 'typescript-eslint'
import { importDirections, type Directions } from './scripts/lint/import-directions'

const KERNELS = 'src/worker/engine/kernels/**/*.ts'

/** Math functions that are exact, so that every machine gives the same bits; the others differ in the last one. */
const EXACT_MATH = [
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]

/** JavaScript's, and what AssemblyScript has beside it. */
const MATH_OBJECTS = '(Math|Mathf|NativeMath|NativeMathf)'

/** Who may import whom among the folders of src, besides themselves. */
const IMPORTS: Directions = {
  shared: [],
  'worker/engine': ['shared'],
  worker: ['shared'],
  // Only what puts the page together (App.vue, index.ts) knows all of its rooms.
  renderer: ['shared'],
  'renderer/ui': ['shared'],
  'renderer/threads': ['shared'],
  'renderer/host': ['shared', 'renderer/threads'],
  'renderer/formula': ['shared'],
  'renderer/lab': ['shared', 'renderer/formula', 'renderer/threads'],
  ...Object.fromEntries(
    ['data', 'experiments', 'exports', 'files', 'notices', 'training', 'transport'].map((room) => [
      `renderer/${room}`,
      ['shared', 'renderer/lab', 'renderer/ui'],
    ]),
  ),
  'renderer/network': ['shared', 'renderer/lab', 'renderer/ui', 'renderer/formula'],
  'renderer/charts': ['shared', 'renderer/lab', 'renderer/ui', 'renderer/formula'],
  'renderer/microscope': [
    'shared',
    'renderer/lab',
    'renderer/ui',
    'renderer/formula',
    'renderer/charts',
    'renderer/network',
  ],
  'renderer/header': [
    'shared',
    'renderer/lab',
    'renderer/ui',
    'renderer/formula',
    'renderer/experiments',
    'renderer/exports',
    'renderer/files',
  ],
  'renderer/readings': ['shared', 'renderer/lab', 'renderer/ui', 'renderer/charts', 'renderer/microscope'],
  disk: ['shared'],
  main: ['shared', 'disk'],
  preload: ['shared/lab-api.ts'],
  // Of the worker only what runs without its thread.
  cli: [
    'shared',
    'disk',
    'worker/engine',
    'worker/exports',
    'worker/load-run.ts',
    'worker/run.ts',
    'worker/divergence.ts',
  ],
}

/** Packages that belong to one thread only. */
function closedTo(thread: string, packages: readonly string[]): Linter.RulesRecord {
  return {
    'no-restricted-imports': ['error', { patterns: [{ group: packages, message: `Not in ${thread}.` }] }],
  }
}
const NODE = ['node:*', 'fs', 'path', 'os', 'child_process', 'worker_threads']
const PAGE = ['vue', '@vueuse/*', '*.vue', 'chart.js', 'reka-ui', '@lucide/*', 'katex']

export default defineConfig(
  { ignores: ['out', 'dist', 'coverage', 'test-results', 'playwright-report', 'test/fixtures'] },

  {
    files: ['**/*.ts', '**/*.vue'],
    ignores: [KERNELS],
    extends: [typescript.configs.strict, vue.configs['flat/recommended']],
    plugins: { lab: { rules: { 'import-directions': importDirections } } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'lab/import-directions': ['error', { src: join(import.meta.dirname, 'src'), directions: IMPORTS }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },

  // Rules that need types: a promise that nobody waits for, a case that a switch forgets.
  {
    files: ['src/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'],
    ignores: [KERNELS, '**/*.d.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },

  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser }, globals: globals.browser },
    rules: {
      // Layout is prettier's.
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
      'no-undef': 'off',
    },
  },

  // Each thread keeps to what it is.
  { files: ['src/shared/**'], rules: closedTo('src/shared', [...NODE, ...PAGE, 'electron', 'comlink']) },
  { files: ['src/worker/**'], rules: closedTo('src/worker', [...NODE, ...PAGE, 'electron']) },
  { files: ['src/worker/engine/**'], rules: closedTo('the engine', [...NODE, ...PAGE, 'electron', 'comlink']) },
  { files: ['src/renderer/**'], rules: closedTo('the page', [...NODE, 'electron']) },
  { files: ['src/main/**'], rules: closedTo('a process without a page', PAGE) },
  { files: ['src/disk/**', 'src/cli/**'], rules: closedTo('a process without a page', [...PAGE, 'electron']) },
  { files: ['src/preload/**'], rules: closedTo('a sandboxed preload', [...NODE, ...PAGE, 'valibot']) },

  // The same bits everywhere: an engine of + − × ÷ √ alone. Data are made here too, so generators keep to it.
  {
    files: [KERNELS],
    languageOptions: { parser: typescript.parser, parserOptions: { allowInvalidAST: true } },
  },
  {
    files: ['src/worker/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[...Object.getOwnPropertyNames(Math), 'mod', 'seedRandom']
          .filter((property) => !EXACT_MATH.includes(property))
          .flatMap((property) =>
            ['Math', 'Mathf', 'NativeMath', 'NativeMathf'].map((object) => ({
              object,
              property,
              message: 'Its last bit differs between machines (or its value between runs): use the engine’s own.',
            })),
          ),
      ],
      'no-restricted-syntax': [
        'error',
        {
          // 2 ** -24 is exact.
          selector:
            'BinaryExpression[operator="**"]' +
            [':not([left.value=2][right.raw=/^\\d+$/])', ':not([left.value=2][right.argument.raw=/^\\d+$/])'].join(''),
          message: 'Its last bit differs between machines.',
        },
        {
          selector: `:not(MemberExpression, VariableDeclarator) > Identifier[name=/^${MATH_OBJECTS}$/]`,
          message: 'Under another name its functions can’t be told apart: use what is needed of it by name.',
        },
        {
          selector: `:matches(VariableDeclarator[id.type="Identifier"] > Identifier.init, MemberExpression[computed=true][property.type!="Literal"] > Identifier.object)[name=/^${MATH_OBJECTS}$/]`,
          message: 'Under another name its functions can’t be told apart: use what is needed of it by name.',
        },
        { selector: 'AssignmentExpression[operator="**="]', message: 'Its last bit differs between machines.' },
        { selector: 'Identifier[name=/relaxed/]', message: 'Relaxed SIMD differs between machines.' },
      ],
    },
  },

  { files: ['scripts/**', 'src/cli/**', 'bench/**'], rules: { 'no-console': 'off' } },
)
