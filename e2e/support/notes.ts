import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from '@playwright/test'
import { walkTo } from './enter.ts'

/** A visit at this household's door, told apart by the words that were said. */
export async function visitWithWords(page: Page, household: string, words: string): Promise<void> {
  await walkTo(page, `/visit/${household}`)
  await page.getByRole('button', { name: '见到本人', exact: true }).click()
  await page.getByRole('button', { name: /多记一点/ }).click()
  await page.getByLabel('原话').fill(words)
  await page.getByRole('button', { name: /^存在手机/ }).click()
  // The form goes on to the next door only once this one is on the disk.
  await page.waitForURL((url) => !url.pathname.endsWith(household))
}

export interface Written {
  readonly id: string
  readonly by: string
  readonly at: string
  readonly household: string
  readonly words: string
}
/** The visits in the server's file in which any of these words were said, in the order of the words. */
export function findVisits(server: { readonly dataDir: string }, words: readonly string[]): readonly Written[] {
  const database = new DatabaseSync(join(server.dataDir, 'minqing.db'), { readOnly: true })
  try {
    const rows = database
      .prepare(
        "SELECT id, body FROM entity WHERE kind = 'visit' AND body ->> 'words' IN (SELECT value FROM json_each(?))",
      )
      .all(JSON.stringify(words))
    const all = rows.map((row): Written => {
      const { by, at, household, words } = JSON.parse(String(row['body'])) as Written
      return { id: String(row['id']), by, at, household, words }
    })
    return all.sort((a, b) => words.indexOf(a.words) - words.indexOf(b.words))
  } finally {
    database.close()
  }
}
/** Those words, as often as they were said. */
export const wordsIn = (visits: readonly Written[]): readonly string[] => visits.map(({ words }) => words)
