/** What each step of the microscope's walk must show of a network of sigmoids, by the lecture's formulas in float64. */
import { expect } from '@playwright/test'
import { at, pass, type Example, type Problem, type Theta } from '../independent/lecture'

export interface ExpectedStep {
  readonly title: string
  /** In the order in which they stand in the formulas, the constant 1 of a bias unit and of 1 − y included. */
  readonly numbers: readonly number[]
}

/** One output under cross-entropy; the update is plain gradient descent of this example alone. */
export function lectureSteps(problem: Problem, theta: Theta, example: Example, rate: number): ExpectedStep[] {
  const { a, z, delta, gradient, cost } = pass(problem, theta, example)
  const last = theta.length + 1
  const units = theta.flatMap((block, l) => block.map((_, j) => ({ layer: l + 2, l, j, unit: j + 1 })))
  const [h, y] = [at(at(a, -1), 0), at(example.y, 0)]
  const sumOf = (l: number, j: number): number =>
    at(delta, l + 1).reduce((sum, right, k) => sum + right * at(at(at(theta, l + 1), k), j + 1), 0)
  const hidden = units
    .filter(({ layer }) => layer < last)
    .toSorted((one, other) => other.layer - one.layer || one.j - other.j)
  return [
    { title: 'The example', numbers: [...example.x, y] },
    ...units.map(({ layer, l, j, unit }): ExpectedStep => {
      const [bias = NaN, ...weights] = at(at(theta, l), j)
      const [own, answer] = [at(at(z, l), j), at(at(a, l + 1), j)]
      const terms = weights.flatMap((weight, i) => [weight, at(at(a, l), i)])
      return { title: `z and a of unit ${unit}, layer ${layer}`, numbers: [1, bias, 1, ...terms, own, own, answer] }
    }),
    { title: 'The cost of this example', numbers: [1, 1, y, h, 1, y, 1, h, cost, (h - y) ** 2] },
    { title: `δ of output 1, layer ${last}`, numbers: [h, y, h - y, y - h] },
    ...hidden.flatMap(({ layer, l, j, unit }): ExpectedStep[] => {
      const terms = at(delta, l + 1).flatMap((right, k) => [at(at(at(theta, l + 1), k), j + 1), right])
      const answer = at(at(a, l + 1), j)
      return [
        { title: `δ of unit ${unit}, layer ${layer} · 1: the weighted sum`, numbers: [...terms, sumOf(l, j)] },
        {
          title: `δ of unit ${unit}, layer ${layer} · 2: the gate`,
          // Then g′ = a·(1 − a), with symbols and with numbers.
          numbers: [
            sumOf(l, j),
            answer * (1 - answer),
            at(at(delta, l), j),
            1,
            answer,
            1,
            answer,
            answer * (1 - answer),
          ],
        },
      ]
    }),
    ...units.map(({ layer, l, j, unit }): ExpectedStep => {
      const own = at(at(delta, l), j)
      const lines = at(at(gradient, l), j).flatMap((slope, i) => [own, i === 0 ? 1 : at(at(a, l), i - 1), slope])
      return { title: `Gradients of the weights to unit ${unit}, layer ${layer}`, numbers: lines }
    }),
    ...units.map(({ layer, l, j, unit }): ExpectedStep => {
      const lines = at(at(theta, l), j).flatMap((weight, i) => {
        const slope = at(at(at(gradient, l), j), i)
        return [weight, rate, slope, weight - rate * slope]
      })
      return { title: `Update of the weights to unit ${unit}, layer ${layer}`, numbers: lines }
    }),
  ]
}

interface ShownNumber {
  readonly value: number
  /** One unit of its last digit. */
  readonly digit: number
}

/** The numbers in a formula as LaTeX, without the indices of its symbols and the exponent of a square. */
function numbersIn(latex: string): ShownNumber[] {
  const plain = latex
    .replaceAll(/\\(Theta|delta|theta|textcolor\{\w+\}|text)\s*/g, ' ')
    .replaceAll(/\^\{\(\d+\)\}_\{[\d,]+\}|_\{\d+\}|\^2|'/g, ' ')
    .replaceAll(/\\cdot 10\^\{(-?\d+)\}/g, 'e$1')
  return [...plain.matchAll(/((?<=(?:^|[=:(])[\s{]*)-)?\d+(?:\.(\d+))?(?:e(-?\d+))?/g)].map(
    ([text, , decimals = '', power = '0']) => ({
      value: Number(text),
      digit: 10 ** (Number(power) - decimals.length),
    }),
  )
}

/** Each number agrees with float64 to one unit of the last digit shown, and float32’s own error. */
export function expectNumbers(formulas: readonly string[], expected: readonly number[], step: string): void {
  const shown = formulas.flatMap(numbersIn)
  expect(
    shown.map(({ value }) => value),
    `${step}: ${formulas.join(' ')}`,
  ).toHaveLength(expected.length)
  shown.forEach(({ value, digit }, index) => {
    const right = at(expected, index)
    expect(Math.abs(value - right), `${step}: ${value} for ${right}`).toBeLessThanOrEqual(digit + 1e-6)
  })
}
