/**
 * The run as a script for PyTorch that needs nothing else: `script.py`, with the network, its cost and its optimizer
 * written out where a line `#: name` stands, and the initial weights and the data at its end.
 *
 * What comes from a file goes into the script as a number or as a quoted text, never as code.
 */
import type { OptimizerSpec, TrainingSpec } from '../../shared/experiment'
import { unitCounts, type Activation, type Cost, type LayerSpec, type NetworkSpec } from '../../shared/network'
import { safetensorsParts } from '../../shared/safetensors'
import type { ExportedRun } from './exported-run'
import { namedTensors } from './layer-tensors'
import { inputScaleOf } from './meaning'
import { base64Lines, deflate, type Pause } from './pieces'
import template from './script.py?raw'

/** Where nothing has been trained yet, so many. */
const FIRST_EPOCHS = 100

/** In order, without their ends. */
export async function scriptLines(run: ExportedRun, pause: Pause): Promise<Iterable<string>> {
  const { experiment } = run
  const { network, cost, training } = experiment
  const parts: Readonly<Record<string, Iterable<string>>> = {
    settings: settings(run),
    network: [...networkClass(network), ...predictFunction(run)],
    costs: costFunction(network, cost),
    optimizer: optimizerFunction(training),
    data: base64Lines(await deflate(tensorsOf(run), pause)),
  }
  return fillIn(parts)
}

function* fillIn(parts: Readonly<Record<string, Iterable<string>>>): Generator<string> {
  for (const line of template.trimEnd().split('\n')) {
    const part = line.startsWith('#: ') ? parts[line.slice(3)] : undefined
    if (part) yield* part
    else yield line
  }
}

function settings({ experiment: { name, training }, data: { summary }, epoch }: ExportedRun): string[] {
  const { batchSize, shuffle, seed, l1, l2 } = training
  return [
    `NAME = ${quoted(name)}`,
    `EPOCHS = ${epoch || FIRST_EPOCHS}`,
    `BATCH_SIZE = ${batchSize}`,
    `SHUFFLE = ${shuffle ? 'True' : 'False'}`,
    `SEED = ${seed}`,
    `L1 = ${l1}`,
    `L2 = ${l2}`,
    `TRAIN_COUNT = ${summary.trainCount}  # of the examples, the first ones`,
    `COUNT = ${summary.trainCount + summary.testCount}`,
  ]
}

/** JSON's texts are Python's too; a half of a surrogate pair is neither. */
function quoted(text: string): string {
  return JSON.stringify(new TextDecoder().decode(new TextEncoder().encode(text)))
}

function networkClass(network: NetworkSpec): string[] {
  const counts = unitCounts(network)
  const { layers } = network
  return [
    'class Network(nn.Module):',
    `    """${counts.join('-')}"""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...layers.map(({ units }, index) => `        self.fc${index + 1} = nn.Linear(${counts[index] ?? 0}, ${units})`),
    '',
    '    def forward(self, a):',
    '        """z of the output layer: [examples, outputs]. The cost begins there, which keeps it finite."""',
    ...layers
      .slice(0, -1)
      .map(({ activation }, index) => `        a = ${activated(activation, `self.fc${index + 1}(a)`)}`),
    `        return self.fc${layers.length}(a)`,
    '',
    '',
    'def answers(z):',
    '    """h of each example. [examples, outputs]"""',
    `    return ${activated(layers.at(-1)?.activation ?? 'linear', 'z')}`,
  ]
}

/** Where a target was scaled: how raw numbers come in, and answers in the target's own units come out. */
function predictFunction({ experiment: { dataset }, data: { summary } }: ExportedRun): string[] {
  const { inputNames, classNames, targetScale } = summary
  const inputScale = targetScale && inputScaleOf(dataset)
  if (!inputScale) return []
  return [
    '',
    '',
    '# The table was scaled: the network sees (value - INPUT_OFFSET) / INPUT_DIVISOR, and its answer h means',
    "# h * OUTPUT_DIVISOR + OUTPUT_OFFSET in the target's own units.",
    `INPUTS = [${inputNames.map(quoted).join(', ')}]`,
    `INPUT_OFFSET = [${inputScale.offset.join(', ')}]`,
    `INPUT_DIVISOR = [${inputScale.divisor.join(', ')}]`,
    `OUTPUTS = [${classNames.map(quoted).join(', ')}]`,
    `OUTPUT_OFFSET = ${targetScale.offset}`,
    `OUTPUT_DIVISOR = ${targetScale.divisor}`,
    '',
    '',
    'def predict(network, values):',
    `    """The target in its own units, from the table's own numbers. [examples, inputs] -> [examples, 1]"""`,
    '    offset, divisor = torch.tensor([INPUT_OFFSET, INPUT_DIVISOR], dtype=torch.float64)',
    '    x = ((values - offset) / divisor).float()',
    '    return answers(network(x)).double() * OUTPUT_DIVISOR + OUTPUT_OFFSET',
  ]
}

function activated(activation: Activation, z: string): string {
  switch (activation) {
    case 'sigmoid':
      return `torch.sigmoid(${z})`
    case 'tanh':
      return `torch.tanh(${z})`
    case 'relu':
      return `torch.relu(${z})`
    case 'leaky-relu':
      return `functional.leaky_relu(${z}, 0.01)`
    case 'linear':
      return z
    case 'softmax':
      return `torch.softmax(${z}, 1)`
  }
}

function costFunction({ layers }: NetworkSpec, cost: Cost): string[] {
  return [
    'def costs(z, y):',
    '    """cost(i) of each example. [examples]"""',
    `    return ${costOf(layers.at(-1), cost)}`,
  ]
}

function costOf(output: LayerSpec | undefined, cost: Cost): string {
  if (cost === 'squared-error') return '0.5 * (answers(z) - y).square().sum(1)'
  if (output?.activation === 'softmax') return '-(y * functional.log_softmax(z, 1)).sum(1)'
  // −ln h is softplus(−z), −ln(1 − h) is softplus(z): with all digits where h is near 0 or 1, and so are their slopes.
  return '(y * functional.softplus(-z) + (1 - y) * functional.softplus(z)).sum(1)'
}

function optimizerFunction({ optimizer }: TrainingSpec): string[] {
  return ['def make_optimizer(network):', `    return torch.optim.${constructed(optimizer)}`]
}

function constructed(optimizer: OptimizerSpec): string {
  const first = `network.parameters(), lr=${optimizer.learningRate}`
  switch (optimizer.kind) {
    case 'sgd':
      return `SGD(${first})`
    case 'momentum':
      return `SGD(${first}, momentum=${optimizer.momentum})`
    case 'rmsprop':
      return `RMSprop(${first}, alpha=${optimizer.decay}, eps=${optimizer.epsilon})`
    case 'adam':
      return `Adam(${first}, betas=(${optimizer.beta1}, ${optimizer.beta2}), eps=${optimizer.epsilon})`
  }
}

function tensorsOf({ experiment: { network }, data, initialTheta }: ExportedRun): Uint8Array[] {
  const { trainCount, testCount } = data.summary
  const examples = trainCount + testCount
  const outputs = network.layers.at(-1)?.units ?? 0
  return safetensorsParts([
    { name: 'x', shape: [examples, network.inputs], data: data.inputs },
    { name: 'y', shape: [examples, outputs], data: data.targets },
    ...namedTensors(network, initialTheta),
  ])
}
