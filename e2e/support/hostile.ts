import type { Locator } from '@playwright/test'

/** What people paste, and what somebody may type who means harm; a hundred times over it is 200 kB. */
const BAD = [
  '\u0000\u0001\u0007\u001b[31m\u007f\u009f',
  '\u202e倒过来\u2066\u200f\u061c',
  '👨‍👩‍👧‍👦🏳️‍🌈🇨🇳',
  'Z̷̢̛̗a̶l̴g̵o̷',
  "'); DROP TABLE entity; --",
  '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>',
  '\ud83d \udc68',
  '\ufeff\u200b\u00ad\u2028\u2029',
  '#{7*7}{{7*7}}%00%n\\u0000',
  'W'.repeat(80),
].join(' ')
export const HOSTILE = BAD.repeat(Math.ceil(200_000 / BAD.length))

/** As a paste does it: the field's own limit holds. Given escaped, since halves of characters do not survive the way. */
export async function paste(field: Locator, text: string): Promise<void> {
  await field.focus()
  await field.evaluate((element, escaped) => {
    ;(element as HTMLInputElement).select()
    document.execCommand('insertText', false, JSON.parse(escaped))
  }, JSON.stringify(text))
}
/** What stands in the field, escaped. */
export const readEscaped = (field: Locator): Promise<string> =>
  field.evaluate((element) => JSON.stringify((element as HTMLInputElement).value))
