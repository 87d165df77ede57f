/** An ESLint rule: imports among the folders of src go one way, as docs/architecture.md says. */
import type { Rule } from 'eslint'
import { dirname, relative, resolve, sep } from 'node:path'

/** For each folder, the paths that its files may import besides their own. The longest folder that fits decides. */
export type Directions = Readonly<Record<string, readonly string[]>>

interface Options {
  /** The folder that all the others stand in. */
  readonly src: string
  readonly directions: Directions
}

/** `path` is `folder`, in it, or the same without an extension: `shared/lab-api` is `shared/lab-api.ts`. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || `${path}.ts` === folder
}

/** What is wrong with an import, as the path that it names under `src`; `null` where it is allowed. */
export function forbiddenImport(file: string, source: string, { src, directions }: Options): string | null {
  if (!source.startsWith('.')) return null
  const under = (path: string): string => relative(src, path).split(sep).join('/')
  const from = under(file)
  const target = under(resolve(dirname(file), source))
  const folder = Object.keys(directions)
    .filter((candidate) => isWithin(from, candidate))
    .sort((a, b) => b.length - a.length)[0]
  if (folder === undefined) return null
  return [folder, ...(directions[folder] ?? [])].some((allowed) => isWithin(target, allowed)) ? null : target
}

export const importDirections: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: { forbidden: 'Imports go one way (docs/architecture.md): {{target}} is closed to this folder.' },
  },
  create(context) {
    const options = context.options[0] as Options
    const check = (node: Rule.Node, source: unknown): void => {
      const target = typeof source === 'string' ? forbiddenImport(context.filename, source, options) : null
      if (target !== null) context.report({ node, messageId: 'forbidden', data: { target } })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ImportExpression: (node) => check(node, 'value' in node.source ? node.source.value : undefined),
    }
  },
}
