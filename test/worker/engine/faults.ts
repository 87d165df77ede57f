/** Mistakes as they are made when backpropagation is written, each as an edit of the kernels' own sources. */
import type { CheckName } from './engine-checks'

export interface Fault {
  readonly name: string
  /** In src/worker/engine/kernels. */
  readonly file: string
  readonly right: string | RegExp
  readonly wrong: string
  readonly caughtBy: CheckName
}

function faults(file: string, list: readonly (readonly [string, CheckName, string | RegExp, string])[]): Fault[] {
  return list.map(([name, caughtBy, right, wrong]) => ({ name, file, right, wrong, caughtBy }))
}

const SLOPE_OF_RELU = 'v128.and(f32x4.splat(1), f32x4.gt(x, f32x4.splat(0)))'
const SOFTMAX_DELTA = 'f32x4.sub(f32x4.mul(f32x4.sub(one, y), x), f32x4.mul(y, rest))'
const L1_AND_L2 = 'f32x4.add(f32x4.mul(f32x4.splat(l2), w), f32x4.mul(f32x4.splat(l1), sign))'

/** Θ takes its step, δ goes back through it, and Θ returns: what is wrong then is δ alone. */
const stepOfLayer = (sign: '-' | '+'): string =>
  `for (let i: usize = 0; i < bytes; i += 4) {
      store<f32>(layer.theta + i, load<f32>(layer.theta + i) ${sign} <f32>0.3 * load<f32>(layer.dtheta + i))
    }`
const UPDATED_ON_THE_WAY_BACK = `
    const bytes = (<usize>layer.units * (<usize>layer.inputs + 1)) << 2
    accumulateGradient(tile, <f32>(1.0 / <f64>tile.count), false)
    ${stepOfLayer('-')}
    if (batch == 1) denseExampleDx(before.delta, layer.theta, layer.delta, layer.units, layer.inputs)
    else denseDx(before.delta, layer.theta, layer.delta, layer.units, layer.inputs, batch)
    ${stepOfLayer('+')}
    dActivate(before.delta, before.slope`

export const FAULTS: readonly Fault[] = [
  ...faults('epoch.ts', [
    ['hidden δ without g′', 'gradient', 'dActivate(before.delta, before.slope, unitBytes(before, batch))', ''],
    [
      'g′ of the layer behind',
      'gradient',
      'dActivate(before.delta, before.slope',
      'dActivate(before.delta, layer.slope',
    ],
    ['δ sent back through the updated Θ', 'gradient', 'dActivate(before.delta, before.slope', UPDATED_ON_THE_WAY_BACK],
    ['the sum in place of the mean', 'gradient', '<f32>(1.0 / <f64>size)', '<f32>1'],
    ['the mean over one example too many', 'gradient', '<f32>(1.0 / <f64>size)', '<f32>(1.0 / <f64>(size + 1))'],
    ['the mean over the padding too', 'gradient', '<f32>(1.0 / <f64>size)', '<f32>(1.0 / <f64>((size + 3) & ~3))'],
    [
      'the last batch averaged over the full batch size',
      'sgd',
      'updateTheta(++t)',
      `for (let i: usize = 0; i < parameters; i++) {
        store<f32>(gradient + (i << 2), load<f32>(gradient + (i << 2)) * <f32>size / <f32>batchSize)
      }
      updateTheta(++t)`,
    ],
    ['of a large batch only the last tile', 'gradient', 'scale, done > 0)', 'scale, false)'],
    ['the gradient of the batch before kept', 'sgd', 'scale, done > 0)', 'scale, true)'],
    ['off by one example', 'gradient', 'fill(tile, orderAt, first + done,', 'fill(tile, orderAt, first + done + 1,'],
    [
      'inputs shuffled, targets not',
      'sgd',
      'gather(tile.targets, targets, outputLayer(tile).units, orderAt,',
      'gather(tile.targets, targets, outputLayer(tile).units, 0,',
    ],
    ['no regularisation in ∇', 'gradient', '+ regularize(tile)', '+ penalty(tile)'],
    ['no regularisation in J', 'cost', '+ regularize(tile)', '+ 0 * regularize(tile)'],
    ['adam’s t from 0', 'adam', 'updateTheta(++t)', 'updateTheta(t++)'],
  ]),
  ...faults('dense.ts', [
    ['Θ transposed', 'gradient', 'dz, inputs, units, 4, columns << 2,', 'dz, inputs, units, columns << 2, 4,'],
    ['the bias unit’s δ sent back', 'gradient', 'product(dx, theta + 4,', 'product(dx, theta,'],
    ['off by one input', 'gradient', 'x + column * width, width, scale', 'x + (column - 1) * width, width, scale'],
    ['z without the last input', 'cost', 'units, columns, columns << 2, 4,', 'units, columns - 1, columns << 2, 4,'],
  ]),
  ...faults('dense.ts', [
    [
      'wide: a panel one row further on',
      'wide layers',
      'packColumns(panel, v + b,',
      'packColumns(panel, v + b + width,',
    ],
    [
      'wide: off by one input',
      'wide layers',
      'x + (1 + input) * width, width, count',
      'x + input * width, width, count',
    ],
    [
      'wide: the last inputs forgotten',
      'wide layers',
      'input < inputs; input += 16',
      'input + 16 <= inputs; input += 16',
    ],
    ['wide: the sum for the mean', 'wide layers', 'width, count, scale)', 'width, count, 1)'],
  ]),
  ...faults('dense-example.ts', [
    ['of one example, the bias unit’s δ sent back', 'gradient', 'let i: usize = 4;', 'let i: usize = 0;'],
    ['of one example, δ not multiplied by a', 'gradient', 'd * load<f32>(x + i)', 'd'],
  ]),
  ...faults('costs.ts', [
    ['output δ of opposite sign', 'gradient', 'return f32x4.sub(h, y)', 'return f32x4.sub(y, h)'],
    ['a − y for the squared error', 'gradient', 'cost == SQUARED_ERROR ? f32x4.mul(error, slope) : error', 'error'],
    [
      'g′ in the output δ of cross-entropy',
      'gradient',
      'cost == SQUARED_ERROR ? f32x4.mul(error, slope) : error',
      'f32x4.mul(error, slope)',
    ],
    [
      'softmax without the sum over the other outputs',
      'gradient',
      `delta = ${SOFTMAX_DELTA}`,
      'delta = f32x4.neg(f32x4.mul(y, rest))',
    ],
    ['the squared error without its ½', 'cost', /\b0\.5 \* /g, ''],
    ['δ of the padding', 'gradient', 'v128.and(delta, validLanes(b, valid))', 'delta'],
  ]),
  ...faults('activations.ts', [
    ['relu’s slope on the other side', 'gradient', SLOPE_OF_RELU, SLOPE_OF_RELU.replace('gt', 'lt')],
    [
      'leaky-relu without its leak on the way back',
      'gradient',
      /v128\.store\((slope[^,]*), gain\)/g,
      'v128.store($1, v128.and(gain, f32x4.eq(gain, f32x4.splat(1))))',
    ],
    ['a leak of 0.1', 'cost', 'const LEAK: f32 = 0.01', 'const LEAK: f32 = 0.1'],
  ]),
  ...faults('math.ts', [
    ['a factor of g′ forgotten', 'gradient', 'return f32x4.mul(f32x4.mul(e, r), r)', 'return f32x4.mul(e, r)'],
  ]),
  ...faults('regularization.ts', [
    ['biases penalised', 'gradient', 'let i: usize = 4', 'let i: usize = 0'],
    ['l1 left out of ∇', 'gradient', L1_AND_L2, 'f32x4.mul(f32x4.splat(l2), w)'],
    ['l1 of the wrong sign', 'gradient', L1_AND_L2, L1_AND_L2.replace('add', 'sub')],
    ['l2 twice in ∇', 'gradient', 'f32x4.mul(f32x4.splat(l2), w)', 'f32x4.mul(f32x4.splat(2 * l2), w)'],
    ['l2 without its ½ in J', 'cost', '0.5 * <f64>l2 * squares', '<f64>l2 * squares'],
  ]),
  ...faults('optimizers.ts', [
    ['uphill', 'sgd', 'f32x4.sub(v128.load(theta + i), step)', 'f32x4.add(v128.load(theta + i), step)'],
    [
      'momentum as an average',
      'momentum',
      'f32x4.add(f32x4.mul(f32x4.splat(<f32>decay1), v128.load(state1 + i)), v128.load(gradient + i))',
      'average(state1 + i, v128.load(gradient + i), decay1)',
    ],
    [
      'momentum that isn’t used',
      'momentum',
      'learningRate), v)), room)',
      'learningRate), v128.load(gradient + i))), room)',
    ],
    [
      'rmsprop: ε inside the root',
      'rmsprop',
      'f32x4.add(f32x4.sqrt(s), f32x4.splat(<f32>epsilon))',
      'f32x4.sqrt(f32x4.add(s, f32x4.splat(<f32>epsilon)))',
    ],
    ['rmsprop: ρ for 1 − ρ', 'rmsprop', 'f32x4.mul(g, g), decay1)', 'f32x4.mul(g, g), 1 - decay1)'],
    [
      'adam: ε inside the root',
      'adam',
      'f32x4.add(f32x4.mul(f32x4.sqrt(v), f32x4.splat(correction)), f32x4.splat(<f32>epsilon))',
      'f32x4.mul(f32x4.sqrt(f32x4.add(v, f32x4.splat(<f32>epsilon))), f32x4.splat(correction))',
    ],
    ['adam: m without bias correction', 'adam', 'learningRate / biasCorrection(decay1, t)', 'learningRate'],
    ['adam: v without bias correction', 'adam', '1 / sqrt(biasCorrection(decay2, t))', '1'],
    ['adam: β₂ for β₁', 'adam', 'average(state1 + i, g, decay1)', 'average(state1 + i, g, decay2)'],
  ]),
]
