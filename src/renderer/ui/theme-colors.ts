/** The theme's colours for what is drawn on a canvas, read from the custom properties that style everything else. */
import { useMutationObserver } from '@vueuse/core'
import { shallowRef, type ShallowRef } from 'vue'

const PROPERTIES = {
  ink: '--ink',
  inkSoft: '--ink-soft',
  inkFaint: '--ink-faint',
  line: '--line',
  lineStrong: '--line-strong',
  panel: '--panel',
  paper: '--paper',
  positive: '--positive',
  negative: '--negative',
  delta: '--delta',
  danger: '--danger',
  font: '--font',
} as const

export type ThemeColors = Readonly<Record<keyof typeof PROPERTIES, string>> & { readonly dark: boolean }

export function readThemeColors(root: HTMLElement): ThemeColors {
  const style = getComputedStyle(root)
  const read = (property: string): string => style.getPropertyValue(property).trim()
  const colors = Object.fromEntries(Object.entries(PROPERTIES).map(([name, property]) => [name, read(property)]))
  return { ...(colors as Record<keyof typeof PROPERTIES, string>), dark: root.dataset['theme'] === 'dark' }
}

/** Follows the theme for as long as the component lives. */
export function useThemeColors(): Readonly<ShallowRef<ThemeColors>> {
  const root = document.documentElement
  const colors = shallowRef(readThemeColors(root))
  useMutationObserver(root, () => (colors.value = readThemeColors(root)), { attributeFilter: ['data-theme'] })
  return colors
}
