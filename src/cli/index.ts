#!/usr/bin/env node
/** Where the command starts: Node's streams, and the kernels that are built into this file. */
import kernelsAddress from '../worker/engine/kernels.wasm?inline'
import { compileKernels } from '../worker/engine/kernels-module'
import { messages } from '../shared/messages'
import { runLab } from './lab'

const { stdout, stderr } = process

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read along, as `head` does, has seen enough.
  if (error.code === 'EPIPE') process.exit()
  stderr.write(`${messages.cli.line(messages.cli.notPrinted(error.message))}\n`)
  process.exit(1)
})
stderr.on('error', () => undefined)

process.exitCode = await runLab(process.argv.slice(2), {
  print: (text) => void stdout.write(text),
  say: (text) => void stderr.write(text),
  isWatched: stderr.isTTY === true,
  kernels: () => compileKernels(Buffer.from(kernelsAddress.slice(kernelsAddress.indexOf(',') + 1), 'base64')),
})
