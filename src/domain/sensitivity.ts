import type { Kind } from './nouns.ts'

export type Sensitivity = 'public' | 'internal' | 'personal' | 'sensitive' | 'special'
const BASES = { careBasis: 'personal', tagsBasis: 'personal', noteBasis: 'personal' } as const
const CONTACT = { name: 'personal', phone: 'personal', place: 'personal', note: 'sensitive' } as const
const CLAIM = { person: 'internal', done: 'internal', thanks: 'personal' } as const
const CARD = {
  will: 'personal',
  skills: 'personal',
  slots: 'personal',
  limits: 'sensitive',
  languages: 'personal',
  birth: 'personal',
  home: 'personal',
  name: 'personal',
  guardian: 'sensitive',
} as const
/**
 * Sensitivity of each field that names or describes people (vocabulary `sensitivity`; PIPL art. 28).
 * A field not listed is working information. Lists mask personal and higher; exports leave out special.
 */
export const SENSITIVITY: { readonly [K in Kind]?: Readonly<Record<string, Sensitivity>> } = {
  person: { name: 'internal' },
  household: {
    care: 'sensitive',
    careReason: 'sensitive',
    tags: 'sensitive',
    note: 'sensitive',
    label: 'personal',
    ended: 'personal',
    ...BASES,
  },
  resident: {
    name: 'personal',
    pinyin: 'personal',
    sex: 'personal',
    birth: 'personal',
    phone: 'personal',
    tags: 'sensitive',
    kinship: 'personal',
    residence: 'personal',
    ended: 'personal',
    tagsBasis: 'personal',
  },
  visit: {
    words: 'sensitive',
    note: 'sensitive',
    observations: 'sensitive',
    persons: 'personal',
    outcome: 'sensitive',
  },
  need: { text: 'sensitive', category: 'sensitive' },
  conflict: { values: 'sensitive' },
  held: { payload: 'sensitive' },
  claim: CLAIM,
  holding: CLAIM,
  contact: CONTACT,
  disclosure: CONTACT,
  volunteer: CARD,
  card: CARD,
}
