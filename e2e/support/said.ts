import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { TestInfo } from '@playwright/test'
import { personalIn, personalWords, readRegister, staffNames } from './register.ts'

/**
 * What the journeys leave behind for the last of them: what servers logged, which addresses were asked for, the names
 * and keys in the phones' storages; and the words about people that must be in none of these.
 */
export type Sort = 'log' | 'address' | 'key' | 'word'
export type Said = Readonly<Record<Sort, ReadonlySet<string>>>

/** In the folder that Playwright empties before each run; a worker writes its own file. */
const folderOf = (info: Pick<TestInfo, 'project'>): string => join(info.project.outputDir, 'said')

export function say(info: Pick<TestInfo, 'project' | 'workerIndex'>, sort: Sort, texts: readonly string[]): void {
  mkdirSync(folderOf(info), { recursive: true })
  const lines = [...new Set(texts)].map((text) => `${JSON.stringify([sort, text])}\n`)
  appendFileSync(join(folderOf(info), `${info.workerIndex}.jsonl`), lines.join(''))
}
/** A log line without what differs each time. */
export const logLines = (log: string): readonly string[] =>
  log.split('\n').map((line) => line.replace(/"time":"[^"]*",?|"ms":\d+,?/g, ''))

export function readSaid(info: Pick<TestInfo, 'project'>): Said {
  const said = { log: new Set<string>(), address: new Set<string>(), key: new Set<string>(), word: new Set<string>() }
  const folder = folderOf(info)
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      if (line === '') continue
      const [sort, text] = JSON.parse(line) as [Sort, string]
      said[sort].add(text)
    }
  }
  return said
}

/** Words about people that are found where none may be: the word, and what it stands in. */
export function findSpoken(said: Said): readonly string[] {
  const words = [...said.word]
  return (['log', 'address', 'key'] as const).flatMap((sort) => {
    const all = [...said[sort]].join('\n')
    return words.filter((word) => all.includes(word)).map((word) => `${word} in a ${sort}`)
  })
}

/**
 * Every word about people that a server knows when a journey ends: what was typed, and what the register came to hold
 * by other ways, as an import.
 */
export function wordsOf(server: { readonly dataDir: string }): readonly string[] {
  const rows = readRegister(server)
  return [...typedWords(server), ...personalWords(rows), ...staffNames(rows)]
}
/** What people typed into phones, as the server's audit keeps it: also what was held or refused. */
function typedWords(server: { readonly dataDir: string }): readonly string[] {
  const database = new DatabaseSync(join(server.dataDir, 'minqing.db'), { readOnly: true })
  try {
    const rows = database.prepare("SELECT payload FROM command WHERE store <> 'server'").all()
    return rows.flatMap((row) => personalIn(JSON.parse(String(row['payload']))))
  } finally {
    database.close()
  }
}
