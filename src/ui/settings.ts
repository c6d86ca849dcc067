import { effect, signal } from '@preact/signals'
import { LANGUAGES, type Language } from './text/parts.ts'
import { language, speak } from './text/text.ts'

export type TextSize = 'standard' | 'elder'
export type Theme = 'system' | 'light' | 'dark' | 'contrast'
export const TEXT_SIZES: readonly TextSize[] = ['standard', 'elder']
export const THEMES: readonly Theme[] = ['system', 'light', 'dark', 'contrast']

export const textSize = signal<TextSize>('standard')
export const theme = signal<Theme>('system')

/** Chooses the language for good; everything shown changes at once. */
export async function chooseLanguage(next: Language): Promise<void> {
  await speak(next)
  localStorage.setItem('language', next)
}

const oneOf = <T extends string>(values: readonly T[], raw: string | null): T | undefined =>
  values.find((value) => value === raw)

/** Reads what was chosen on this device, before the first paint; without a choice the phone's language decides. */
export function readSettings(): void {
  textSize.value = oneOf(TEXT_SIZES, localStorage.getItem('textSize')) ?? 'standard'
  theme.value = oneOf(THEMES, localStorage.getItem('theme')) ?? 'system'
  const chosen = oneOf(LANGUAGES, localStorage.getItem('language'))
  language.value = chosen ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en')
}

/** Keeps the root element and the device's memory in step with the settings; returns the way to stop. */
export function applySettings(root: HTMLElement): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const contrast = matchMedia('(prefers-contrast: more)')
  const system = signal(0)
  const changed = (): void => {
    system.value++
  }
  dark.addEventListener('change', changed)
  contrast.addEventListener('change', changed)
  const stop = effect(() => {
    system.value
    const isDark = theme.value === 'dark' || (theme.value !== 'light' && dark.matches)
    root.lang = language.value
    root.classList.toggle('elder', textSize.value === 'elder')
    root.dataset['theme'] = isDark ? 'dark' : 'light'
    root.dataset['contrast'] = theme.value === 'contrast' || contrast.matches ? 'more' : 'normal'
    localStorage.setItem('textSize', textSize.value)
    localStorage.setItem('theme', theme.value)
  })
  return () => {
    dark.removeEventListener('change', changed)
    contrast.removeEventListener('change', changed)
    stop()
  }
}
