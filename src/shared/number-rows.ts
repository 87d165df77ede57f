/**
 * Lists of rows of numbers, checked by a loop of our own: there may be millions, and a schema that looks at each number
 * by itself takes seconds for them and keeps an issue for every wrong one.
 */
import * as v from 'valibot'
import { messages } from './messages'

const text = messages.problems
/** Enough to mend a file by; behind that many, nothing more is looked at. */
const MAX_WRONG = 20

interface Wrong {
  readonly path: readonly number[]
  readonly message: string
}

/** [rows, columns]: finite numbers that fit 32 bits. */
export const numberRows = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, number[][]>((context) => checked(context, 2)),
)

/** Such rows for each Θ⁽ˡ⁾. */
export const numberMatrices = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, number[][][]>((context) => checked(context, 3)),
)

/** The value, where `depth` lists stand around each number and nothing else is in it. */
function checked<Lists>({ dataset, addIssue, NEVER }: v.RawTransformContext<unknown>, depth: number): Lists {
  const wrong: Wrong[] = []
  collectWrong(dataset.value, depth, [], wrong)
  for (const { path, message } of wrong) addIssue({ message, ...issuePath(dataset.value, path) })
  return isSound<Lists>(dataset.value, wrong) ? dataset.value : NEVER
}

function isSound<Lists>(_value: unknown, wrong: readonly Wrong[]): _value is Lists {
  return wrong.length === 0
}

/** `path` leads to the value; it is one array for all of them, and copied only where something is wrong. */
function collectWrong(value: unknown, depth: number, path: number[], wrong: Wrong[]): void {
  if (!Array.isArray(value)) {
    wrong.push({ path: [...path], message: text.notAList })
    return
  }
  const items: readonly unknown[] = value
  const level = path.length
  for (let index = 0; index < items.length && wrong.length < MAX_WRONG; index++) {
    const item = items[index]
    path[level] = index
    if (depth > 1) collectWrong(item, depth - 1, path, wrong)
    else if (!isFiniteFloat(item)) {
      wrong.push({ path: [...path], message: typeof item === 'number' ? text.notFinite : text.notANumber })
    }
  }
  path.length = level
}

function isFiniteFloat(item: unknown): boolean {
  return typeof item === 'number' && Number.isFinite(Math.fround(item))
}

/** The steps from the value to that place, as valibot names them. */
function issuePath(value: unknown, path: readonly number[]): { path?: [v.IssuePathItem, ...v.IssuePathItem[]] } {
  const items: v.IssuePathItem[] = []
  let input = value
  for (const key of path) {
    if (!Array.isArray(input)) break
    const list: unknown[] = input
    input = list[key]
    items.push({ type: 'array', origin: 'value', input: list, key, value: input })
  }
  const [first, ...rest] = items
  return first ? { path: [first, ...rest] } : {}
}
