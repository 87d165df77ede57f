/** One line of a tooltip: a name, its value, and how its curve is drawn. */
export interface TooltipRow {
  readonly name: string
  readonly value: string
  readonly color?: string
  readonly dashed?: boolean
  readonly strong?: boolean
}
