/**
 * Units that let next to nothing of the δ back through. A trace shows one example only, and so does the finding; but
 * where training has recorded more, a unit is named only if its mean |δ| is small beside the layer after it, too.
 */
import type { Experiment } from '../../../shared/experiment'
import { messages } from '../../../shared/messages'
import type { Activation } from '../../../shared/network'
import type { History, ModelSnapshot, UnitAddress } from '../../../shared/trainer'
import { deltasAt } from '../delta-readings'
import { formatCount, formatPercent, formatReading } from '../format'
import { nameUnits, type Finding } from './finding'
import { layerDelta } from './records'

/** g′ below this is a closed gate: a sigmoid beyond ±4.6, a tanh beyond ±3. */
const CLOSED = 0.01
const SMALL_BESIDE_NEXT = 0.02

const text = messages.charts.diagnosis

/** Activations that let less and less through on both sides. */
function saturates(activation: Activation): boolean {
  return activation === 'sigmoid' || activation === 'tanh'
}

/** A share far below a tenth of a percent keeps its digits. */
function shareOf(slope: number): string {
  return slope > 0 && slope < 0.001 ? `${formatReading(100 * slope)} %` : formatPercent(slope)
}

export function saturation(experiment: Experiment, history: History | null, model: ModelSnapshot): Finding[] {
  const { network, cost } = experiment
  const { trace } = model
  const findings: Finding[] = []
  let first = 0
  network.layers.forEach((layer, index) => {
    const isOutput = index === network.layers.length - 1
    const closed: { unit: UnitAddress; a: number; slope: number }[] = []
    for (let unit = 0; saturates(layer.activation) && unit < layer.units; unit++) {
      const a = trace.a[network.inputs + first + unit] ?? NaN
      const slope = trace.slope[first + unit] ?? NaN
      if (!(slope < CLOSED)) continue
      const address = { layer: index + 2, unit }
      // An output is stuck only where it is wrong, and only where the cost leaves g′ in its δ.
      const counts = isOutput
        ? cost === 'squared-error' && Math.abs(a - (trace.target[unit] ?? NaN)) > 0.5
        : !history || staysSmall(history, experiment, address, first + unit)
      if (counts) closed.push({ unit: address, a, slope })
    }
    first += layer.units
    const worst = closed[0]
    if (!worst) return
    const reading = {
      example: formatCount(trace.example + 1),
      unit: nameUnits([worst.unit]),
      others: closed.length - 1,
      a: formatReading(worst.a),
      slope: formatReading(worst.slope),
      share: shareOf(worst.slope),
      target: isOutput ? formatReading(trace.target[worst.unit.unit] ?? NaN) : null,
    }
    const kind = isOutput ? 'warning' : 'info'
    findings.push({
      key: `saturated ${index + 2}`,
      kind,
      ...text.saturated(reading),
      units: closed.map(({ unit }) => unit),
    })
  })
  return findings
}

function staysSmall(history: History, { network }: Experiment, { layer }: UnitAddress, index: number): boolean {
  const last = history.epochs.length - 1
  const own = deltasAt(history, last)[index] ?? NaN
  // Before training there is nothing to compare with.
  return Number.isNaN(own) || own < SMALL_BESIDE_NEXT * layerDelta(history, network, layer + 1, last)
}
