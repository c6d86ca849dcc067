import { computed, signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Term } from '../../domain/nouns.ts'
import type { ArgsFor, Entries, Entry, NodeArgsFor } from './entry.ts'
import { type Key, type Language, PARTS, type Part, type Texts } from './parts.ts'

/** The language shown; it changes only once its sentences have arrived. */
export const language = signal<Language>('zh-CN')
const sentences = signal<Entries>({})
const loaded = new Set<Part>()

/** Loads parts of the catalogue in the language shown; a screen waits for its own. */
export async function loadText(...parts: readonly Part[]): Promise<void> {
  const missing = parts.filter((part) => !loaded.has(part))
  if (missing.length === 0) return
  const spoken = language.value
  const found = await Promise.all(missing.map((part) => PARTS[part][spoken]()))
  // Another language was chosen meanwhile: these sentences would stand between its own.
  if (spoken !== language.value) return loadText(...parts)
  for (const part of missing) loaded.add(part)
  sentences.value = Object.assign({}, sentences.value, ...found.map((file) => file.text))
}

/** Speaks another language from now on, everywhere at once. */
export async function speak(next: Language): Promise<void> {
  if (next === language.value) return
  const found = await Promise.all([...loaded].map((part) => PARTS[part][next]()))
  language.value = next
  sentences.value = Object.assign({}, sentences.value, ...found.map((file) => file.text))
}

const plurals = computed(() => new Intl.PluralRules(language.value))
const numbers = computed(() => new Intl.NumberFormat(language.value))
export const formatNumber = (value: number): string => numbers.value.format(value)

const choose = (entry: Entry, count: unknown): string => {
  if (typeof entry === 'string') return entry
  return typeof count === 'number' && plurals.value.select(count) === 'one' ? entry.one : entry.other
}
const PLACE = /\{(\w+)\}/

/** The sentence of a key; numbers are written as the language writes them. `count` chooses the plural. */
export function t<K extends Key>(key: K, ...[args]: ArgsFor<Texts[K]>): string {
  const values: Readonly<Record<string, string | number>> = args ?? {}
  const entry = sentences.value[key]
  if (entry === undefined) return key
  return choose(entry, values['count'])
    .split(PLACE)
    .map((piece, at) => (at % 2 === 0 ? piece : say(values[piece])))
    .join('')
}
const say = (value: string | number | undefined): string =>
  typeof value === 'number' ? formatNumber(value) : (value ?? '')

/** Like `t`, with elements in the places: word order is the sentence's business. `count` is given as a number. */
export function tx<K extends Key>(key: K, args: NodeArgsFor<Texts[K], ComponentChildren>): ComponentChildren[] {
  const values: Readonly<Record<string, ComponentChildren>> = args
  const entry = sentences.value[key]
  if (entry === undefined) return [key]
  return choose(entry, values['count'])
    .split(PLACE)
    .map((piece, at) => {
      if (at % 2 === 0) return piece
      const value = values[piece]
      return typeof value === 'number' ? formatNumber(value) : value
    })
}

/** A vocabulary's own word for one of its terms. */
export const label = (term: Pick<Term, 'zh' | 'en'> | undefined): string =>
  term === undefined ? '' : language.value === 'en' ? term.en : term.zh
