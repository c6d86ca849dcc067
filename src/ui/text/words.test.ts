import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../../domain/refusal.ts'
import type { ErrorCode } from '../../domain/wire.ts'
import type { Trouble } from '../../store/contract.ts'
import type { Entries } from './entry.ts'
import { LANGUAGES, PARTS, type Part } from './parts.ts'

/** Complete by type: a code that is added must be added here. */
const ERRORS: Readonly<Record<ErrorCode | 'offline', true>> = {
  bad_request: true,
  too_large: true,
  signed_out: true,
  revoked: true,
  other_account: true,
  code_unknown: true,
  code_used: true,
  passphrase_wrong: true,
  passphrase_weak: true,
  name_taken: true,
  forbidden: true,
  not_found: true,
  origin: true,
  too_many: true,
  busy: true,
  disk_full: true,
  failed: true,
  scope_too_large: true,
  offline: true,
}
const TROUBLES: Readonly<Record<Trouble, true>> = {
  offline: true,
  server: true,
  signed_out: true,
  revoked: true,
  other_account: true,
  storage_full: true,
  storage_lost: true,
  upgrade: true,
  scope_too_large: true,
}
const NAMES = Object.keys(PARTS) as Part[]

describe.each(LANGUAGES)('%s', (language) => {
  const load = async (part: Part): Promise<Entries> => (await PARTS[part][language]()).text
  it('every refusal, error and trouble says what happened and what to do', async () => {
    const words = { ...(await load('refusal')), ...(await load('trouble')) }
    const keys = [
      ...REFUSALS.map((code) => `refusal.${code}`),
      ...Object.keys(ERRORS).map((code) => `error.${code}`),
      ...Object.keys(TROUBLES).map((code) => `trouble.${code}`),
    ]
    expect(keys.flatMap((key) => [key, `${key}.do`]).filter((key) => !words[key])).toEqual([])
  })
  it('no key stands in two parts, where the later one would win', async () => {
    const keys = (await Promise.all(NAMES.map(load))).flatMap((part) => Object.keys(part))
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  })
})

it('both languages fill the same places in every sentence', async () => {
  const placesIn = (entry: Entries[string] | undefined): readonly string[] =>
    [...new Set(JSON.stringify(entry ?? '').match(/\{\w+\}/g) ?? [])].sort()
  const differing: string[] = []
  for (const part of NAMES) {
    const [zh, en]: readonly Entries[] = await Promise.all(
      LANGUAGES.map(async (one) => (await PARTS[part][one]()).text),
    )
    for (const key of Object.keys(zh ?? {})) {
      const places = placesIn(zh?.[key])
      // A count of one may be said without its number.
      if (placesIn(en?.[key]).some((place) => !places.includes(place))) differing.push(key)
    }
  }
  expect(differing).toEqual([])
})
