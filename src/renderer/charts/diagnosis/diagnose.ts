/** What the numbers at hand say about a run, in plain words; nothing that they don't. */
import type { Experiment } from '../../../shared/experiment'
import { messages } from '../../../shared/messages'
import type { Divergence, Evaluation, History, ModelSnapshot, UnitAddress } from '../../../shared/trainer'
import { belongsTo } from '../delta-curves'
import { formatCount } from '../format'
import { deltaSizes } from './delta-sizes'
import type { Finding } from './finding'
import { overfitting } from './overfitting'
import { firstTrainedRecord } from './records'
import { saturation } from './saturation'
import { silentUnits } from './silent-units'
import { symmetry } from './symmetry'
import { formatRate, trend } from './trend'

const text = messages.charts.diagnosis

/** Where one would begin: of α = 10⁶, a tenth helps nobody. */
const USUAL_RATES = { sgd: 0.3, momentum: 0.05, rmsprop: 0.01, adam: 0.01 } as const

/** The most urgent first. Empty while the readings are not yet those of this experiment. */
export function diagnose(
  experiment: Experiment,
  history: History | null,
  model: ModelSnapshot | null,
  evaluation: Evaluation | null,
  divergence: Divergence | null,
  steps = 0,
): readonly Finding[] {
  const { network } = experiment
  if (!history || !belongsTo(history, network) || history.epochs.length === 0) return []
  const hasTrained = firstTrainedRecord(history, network) >= 0
  const course = courseOf(experiment, history, evaluation, divergence, steps)
  const overfits = overfitting(history)
  // A cost that falls since examples are learnt by heart is no good news, and that finding tells of it too.
  const headline = overfits && course?.kind === 'good' ? overfits : course
  const findings = [
    headline,
    headline === overfits ? null : overfits,
    ...(hasTrained ? [deltaSizes(history, network), ...silentUnits(history, network, model)] : []),
    ...(model ? [...symmetry(experiment, history, model), ...saturation(experiment, history, model)] : []),
  ].filter((finding) => finding !== null)
  return findings.toSorted((one, other) => urgency(one, headline) - urgency(other, headline))
}

/** How the run is going; `null` where it has only begun. */
function courseOf(
  experiment: Experiment,
  history: History,
  evaluation: Evaluation | null,
  divergence: Divergence | null,
  steps: number,
): Finding | null {
  if (divergence) return divergenceFinding(divergence, experiment)
  if (firstTrainedRecord(history, experiment.network) < 0) {
    return { key: 'ready', kind: 'info', ...(steps > 0 ? text.begun : text.ready), units: [] }
  }
  return trend(experiment, history, evaluation)
}

/** The course of the run is the headline, or that it overfits; then warnings, then notes. */
function urgency(finding: Finding, headline: Finding | null): number {
  if (finding === headline) return 0
  return finding.kind === 'warning' ? 1 : 2
}

function divergenceFinding({ epoch, step, tensor, layer, unit }: Divergence, { training }: Experiment): Finding {
  const units: UnitAddress[] = layer !== null && unit !== null ? [{ layer, unit }] : []
  const rate = training.optimizer.learningRate
  const words = text.diverged({
    epoch: formatCount(epoch),
    step: formatCount(step),
    tensor,
    layer,
    unit: unit === null ? null : unit + 1,
    rate: formatRate(rate),
    smaller: formatRate(Math.min(rate / 10, USUAL_RATES[training.optimizer.kind])),
  })
  return { key: 'diverged', kind: 'warning', ...words, units }
}
