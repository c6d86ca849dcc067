import type { Locator, Page } from '@playwright/test'
import { HOSTILE } from './hostile.ts'

/** What no field of a form holds, whatever is pasted into it: a note takes four thousand letters. */
const MOST = 4000
/** More fields than any screen has: a screen that makes a new one for each paste would never end. */
const MOST_FIELDS = 60
const TYPED = 'text search tel email url number password'.split(' ')
const SELECTOR = ['textarea', 'input:not([type])', ...TYPED.map((type) => `input[type=${type}]`)]
  .map((field) => `${field}:enabled:not([readonly]):not([data-pasted]):visible`)
  .join(', ')

/** What was found in a field after the paste. */
interface Pasted {
  readonly name: string
  readonly length: number
  readonly isReached: boolean
}
/** As a paste does it, so the field's own limit holds; gives how much the field took. Run inside the page. */
async function pasteInto(field: Locator): Promise<Pasted> {
  const given = JSON.stringify(HOSTILE)
  return field.evaluate((element, escaped) => {
    const typed = element as HTMLInputElement
    typed.setAttribute('data-pasted', '')
    typed.focus()
    typed.select()
    const isReached = document.activeElement === typed
    document.execCommand('insertText', false, JSON.parse(escaped))
    const name =
      typed.getAttribute('aria-label') ?? typed.closest('label')?.querySelector('span')?.textContent ?? typed.name
    return { name, length: typed.value.length, isReached }
  }, given)
}

/** Pastes into every field that is to be seen, those too that come only with what was pasted; tells their names. */
export async function pasteEverywhere(page: Page): Promise<{ readonly names: readonly string[]; faults: string[] }> {
  const names: string[] = []
  const faults: string[] = []
  for (let count = 0; count < MOST_FIELDS; count++) {
    const dialog = page.getByRole('dialog')
    const field = ((await dialog.count()) > 0 ? dialog : page.locator('body')).locator(SELECTOR).first()
    if ((await field.count()) === 0) break
    const { name, length, isReached } = await pasteInto(field)
    names.push(name)
    if (length > MOST) faults.push(`“${name}” takes ${length} letters`)
    // Else nothing was pasted, and the rest proves nothing.
    if (length === 0 || !isReached) faults.push(`“${name}” took nothing`)
  }
  return { names, faults }
}

/** Opens whatever is folded away. */
export const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details')) fold.open = true
  })

/** What of the pasted text has become more than text. */
export async function findRun(page: Page): Promise<readonly string[]> {
  const run = await page.evaluate(() => Reflect.get(globalThis, 'harmed') !== undefined)
  const made = await page.locator('img[src="x"], main script').count()
  return [...(run ? ['a script ran'] : []), ...(made > 0 ? [`${made} elements were made of text`] : [])]
}

/** Collects what the app itself complains of; an answer of the server that is no 2xx is none of that. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`console: ${message.text()}`)
  })
  return faults
}
