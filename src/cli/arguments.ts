/** From the words behind `lab` to what is asked, or a UsageError. */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { messages } from '../shared/messages'
import { UsageError } from './surroundings'

interface CommonCall {
  readonly file: string
  readonly json: boolean
}
export interface TraceCall extends CommonCall {
  readonly command: 'trace'
  /** From 0, training part first. */
  readonly example: number
}
export interface GradientCall extends CommonCall {
  readonly command: 'gradient'
}
export interface CheckCall extends CommonCall {
  readonly command: 'check'
}
export interface TrainCall extends CommonCall {
  readonly command: 'train'
  readonly epochs: number
  /** `null`: nothing is saved. */
  readonly out: string | null
}
export interface ValidateCall extends CommonCall {
  readonly command: 'validate'
}
export const EXPORT_FORMATS = ['pytorch', 'onnx', 'safetensors', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
export interface ExportCall {
  readonly command: 'export'
  readonly file: string
  readonly to: ExportFormat
  readonly out: string
}
export type Call = TraceCall | GradientCall | CheckCall | TrainCall | ExportCall | ValidateCall
type CommandName = Call['command']

type Options = NonNullable<ParseArgsConfig['options']>

const text = messages.cli
/** Costs are kept for every epoch, and written as one line of JSON. */
const MOST_EPOCHS = 10_000_000

const COMMON = { json: { type: 'boolean' } } satisfies Options
const OPTIONS: Readonly<Record<CommandName, Options>> = {
  trace: { ...COMMON, example: { type: 'string' } },
  gradient: COMMON,
  check: COMMON,
  train: { ...COMMON, epochs: { type: 'string' }, out: { type: 'string' } },
  export: { to: { type: 'string' }, out: { type: 'string' } },
  validate: COMMON,
}

/** `help`: how the command is used is all that is asked. */
export function parseCall(words: readonly string[]): Call | 'help' {
  if (words.some((word) => word === '--help' || word === '-h')) return 'help'
  const name = words.find((word) => !word.startsWith('-'))
  if (name === undefined) throw new UsageError(text.noCommand)
  if (!isCommand(name)) throw new UsageError(text.unknownCommand(name))

  const { values, positionals } = parseOptions(words, OPTIONS[name])
  const [, file, ...more] = positionals
  if (file === undefined || file === '') throw new UsageError(text.noFile(name))
  if (more.length > 0) throw new UsageError(text.tooManyFiles(name, more.join(' ')))
  const common = { file, json: values['json'] === true }
  switch (name) {
    case 'trace':
      return { command: name, ...common, example: wholeNumber(name, 'example', values['example'], 0) }
    case 'train': {
      const epochs = wholeNumber(name, 'epochs', values['epochs'], 1, MOST_EPOCHS)
      return { command: name, ...common, epochs, out: path('out', values['out']) }
    }
    case 'export':
      return { command: name, file, to: exportFormat(values['to']), out: requiredPath(name, 'out', values['out']) }
    case 'gradient':
    case 'check':
    case 'validate':
      return { command: name, ...common }
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(OPTIONS, name)
}

function parseOptions(words: readonly string[], options: Options): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // Behind the first sentence Node explains how to pass what is never meant here.
    throw new UsageError(`${error.message.split(/\.(?:\s|$)/)[0]}.`)
  }
}

type OptionValue = ReturnType<typeof parseArgs>['values'][string]

function wholeNumber(command: CommandName, option: string, value: OptionValue, low: number, high = Infinity): number {
  if (typeof value !== 'string') throw new UsageError(text.missingOption(command, option))
  const number = Number(value)
  const isWhole = /^\d+$/.test(value) && Number.isSafeInteger(number)
  if (!isWhole || number < low || number > high) throw new UsageError(text.notACount(option, value, low, high))
  return number
}

function exportFormat(value: OptionValue): ExportFormat {
  const all = EXPORT_FORMATS.join(', ')
  if (typeof value !== 'string') throw new UsageError(text.missingFormat(all))
  const format = EXPORT_FORMATS.find((known) => known === value)
  if (format === undefined) throw new UsageError(text.unknownFormat(value, all))
  return format
}

function requiredPath(command: CommandName, option: string, value: OptionValue): string {
  const given = path(option, value)
  if (given === null) throw new UsageError(text.missingOption(command, option))
  return given
}

function path(option: string, value: OptionValue): string | null {
  if (value === undefined) return null
  if (typeof value !== 'string' || value === '') throw new UsageError(text.emptyPath(option))
  return value
}
