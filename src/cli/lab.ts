/** The headless command: one call, from its words to its exit status. */
import { messages } from '../shared/messages'
import { parseCall, type Call } from './arguments'
import { check } from './commands/check'
import { exportFile } from './commands/export'
import { gradient } from './commands/gradient'
import { trace } from './commands/trace'
import { train } from './commands/train'
import { validate } from './commands/validate'
import { Refusal, UsageError, type ExitStatus, type Surroundings } from './surroundings'

const text = messages.cli

/** Never rejects: whatever goes wrong is one line on standard error. */
export async function runLab(words: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const { print, say } = surroundings
  try {
    const call = parseCall(words)
    if (call === 'help') {
      print(text.usage)
      return 0
    }
    return await runCommand(call, surroundings)
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${text.line(error.message)}\n\n${text.usage}`)
      return 2
    }
    const reason = error instanceof Refusal ? error.message : text.unexpected(String(error))
    say(`${text.line(reason)}\n`)
    return 1
  }
}

function runCommand(call: Call, surroundings: Surroundings): Promise<ExitStatus> {
  switch (call.command) {
    case 'trace':
      return trace(call, surroundings)
    case 'gradient':
      return gradient(call, surroundings)
    case 'check':
      return check(call, surroundings)
    case 'train':
      return train(call, surroundings)
    case 'export':
      return exportFile(call, surroundings)
    case 'validate':
      return validate(call, surroundings)
  }
}
