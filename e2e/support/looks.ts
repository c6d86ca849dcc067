import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** How the app can be shown, as Me sets it (the journey of settings proves that its taps set just this). */
export type Look = 'light' | 'dark' | 'contrast' | 'dark contrast' | 'elder'
export const LOOKS: readonly Look[] = ['light', 'dark', 'contrast', 'dark contrast', 'elder']

export const wear = (page: Page, look: Look): Promise<void> =>
  page.evaluate((chosen) => {
    const root = document.documentElement
    root.classList.toggle('elder', chosen === 'elder')
    root.dataset['theme'] = chosen.includes('dark') ? 'dark' : 'light'
    root.dataset['contrast'] = chosen.includes('contrast') ? 'more' : 'normal'
  }, look)

/** What axe finds, one line each: rule, element, why. Colours alone where nothing else differs from another look. */
export async function findBarriers(page: Page, rules: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules === 'all' ? builder : builder.withRules('color-contrast')).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id}: ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ').trim()}`,
    ),
  )
}
