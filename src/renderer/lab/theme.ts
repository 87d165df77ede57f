/** Light or dark: as the system has it, until the user chooses. */
import { usePreferredDark, useStorage } from '@vueuse/core'
import { computed, watchEffect, type ComputedRef } from 'vue'

export type Theme = 'light' | 'dark'

export interface ThemeChoice {
  readonly theme: ComputedRef<Theme>
  toggle(): void
}

export function useTheme(): ThemeChoice {
  const chosen = useStorage<Theme | ''>('delta-lab.theme', '')
  const prefersDark = usePreferredDark()
  const theme = computed<Theme>(() => chosen.value || (prefersDark.value ? 'dark' : 'light'))
  watchEffect(() => (document.documentElement.dataset['theme'] = theme.value))
  return { theme, toggle: () => (chosen.value = theme.value === 'dark' ? 'light' : 'dark') }
}
