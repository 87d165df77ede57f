/**
 * The network as an ONNX model: input `x` [batch, inputs], output `h` [batch, outputs], for each layer a Gemm and its
 * activation. https://github.com/onnx/onnx/blob/main/onnx/onnx.proto says which field has which number.
 *
 * Operator set 13 (format version 7, of 2020) is the oldest one in which all operators used here mean what they mean
 * today, so runtimes old and new read it.
 */
import { messages } from '../../shared/messages'
import type { Activation } from '../../shared/network'
import type { Tensor } from '../../shared/safetensors'
import type { ExportedRun } from './exported-run'
import { meaningOf } from './meaning'
import { layerTensors } from './layer-tensors'
import { bytesField, floatField, message, textField, wholeField } from './protobuf'

const FORMAT_VERSION = 7
const OPERATOR_SET = 13
const FLOAT_TENSOR = 1
const FLOAT_ATTRIBUTE = 1
const WHOLE_ATTRIBUTE = 2

const INPUT = 'x'
const OUTPUT = 'h'
const LEAK = 0.01

type Named = readonly [operator: string, ...attributes: Uint8Array[]]
const OPERATORS: Readonly<Record<Activation, Named>> = {
  sigmoid: ['Sigmoid'],
  tanh: ['Tanh'],
  relu: ['Relu'],
  'leaky-relu': ['LeakyRelu', floatAttribute('alpha', LEAK)],
  linear: ['Identity'],
  softmax: ['Softmax', wholeAttribute('axis', 1)],
}

export function onnxModel(run: ExportedRun): Uint8Array {
  const { network, name } = run.experiment
  const layers = layerTensors(network, run.theta)
  const outputs = network.layers.at(-1)?.units ?? 0
  const nodes = network.layers.flatMap(({ activation }, index) => {
    const fc = `fc${index + 1}`
    const before = index === 0 ? INPUT : `a${index + 1}`
    const after = index === network.layers.length - 1 ? OUTPUT : `a${index + 2}`
    const z = `z${index + 2}`
    const [operator, ...attributes] = OPERATORS[activation]
    return [
      node('Gemm', fc, [before, `${fc}.weight`, `${fc}.bias`], z, [wholeAttribute('transB', 1)]),
      node(operator, `g${index + 2}`, [z], after, attributes),
    ]
  })
  const graph = message(
    ...nodes.map((bytes) => bytesField(1, bytes)),
    textField(2, 'delta-lab'),
    ...layers.flatMap(({ weight, bias }) => [bytesField(5, tensor(weight)), bytesField(5, tensor(bias))]),
    bytesField(11, valueInfo(INPUT, network.inputs)),
    bytesField(12, valueInfo(OUTPUT, outputs)),
  )
  const metadata: [key: string, value: string][] = [['name', name], ...Object.entries(meaningOf(run))]
  return message(
    wholeField(1, FORMAT_VERSION),
    textField(2, messages.app.name),
    textField(6, messages.exports.onnxNote),
    bytesField(7, graph),
    bytesField(8, message(textField(1, ''), wholeField(2, OPERATOR_SET))),
    ...metadata.map(([key, value]) => bytesField(14, message(textField(1, key), textField(2, value)))),
  )
}

function node(
  operator: string,
  name: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Uint8Array[],
): Uint8Array {
  return message(
    ...inputs.map((input) => textField(1, input)),
    textField(2, output),
    textField(3, name),
    textField(4, operator),
    ...attributes.map((attribute) => bytesField(5, attribute)),
  )
}

function floatAttribute(name: string, value: number): Uint8Array {
  return message(textField(1, name), floatField(2, value), wholeField(20, FLOAT_ATTRIBUTE))
}

function wholeAttribute(name: string, value: number): Uint8Array {
  return message(textField(1, name), wholeField(3, value), wholeField(20, WHOLE_ATTRIBUTE))
}

function tensor({ name, shape, data }: Tensor): Uint8Array {
  return message(
    ...shape.map((length) => wholeField(1, length)),
    wholeField(2, FLOAT_TENSOR),
    textField(8, name),
    // Little-endian, as the engine's memory is on every machine.
    bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  )
}

/** A tensor [batch, width] of any batch. */
function valueInfo(name: string, width: number): Uint8Array {
  const dimension = (field: Uint8Array): Uint8Array => bytesField(1, message(field))
  const shape = message(dimension(textField(2, 'batch')), dimension(wholeField(1, width)))
  const type = message(bytesField(1, message(wholeField(1, FLOAT_TENSOR), bytesField(2, shape))))
  return message(textField(1, name), bytesField(2, type))
}
