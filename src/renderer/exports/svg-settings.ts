/** How a drawing context draws, besides where. */
import type { DrawContext } from '../ui/draw-context'

/** What `save` keeps besides the place. */
export const FIRST_SETTINGS = {
  fillStyle: '#000000' as DrawContext['fillStyle'],
  strokeStyle: '#000000' as DrawContext['strokeStyle'],
  lineWidth: 1,
  lineCap: 'butt' as CanvasLineCap,
  lineJoin: 'miter' as CanvasLineJoin,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start' as CanvasTextAlign,
  textBaseline: 'alphabetic' as CanvasTextBaseline,
  imageSmoothingEnabled: true,
}
export type Settings = typeof FIRST_SETTINGS

export function settingsOf(context: Settings): Settings {
  const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin } = context
  const { globalAlpha, font, textAlign, textBaseline, imageSmoothingEnabled } = context
  return {
    ...{ fillStyle, strokeStyle, lineWidth, lineCap, lineJoin },
    ...{ globalAlpha, font, textAlign, textBaseline, imageSmoothingEnabled },
  }
}
