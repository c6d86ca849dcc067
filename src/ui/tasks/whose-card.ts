import { useMemo } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { CardFields } from '../../domain/card-form.ts'
import { enrolledAs, type GridId } from '../../domain/ids.ts'
import { readPack } from '../../domain/packs.ts'
import { leafOf } from '../../domain/review.ts'
import type { VolunteerBody } from '../../domain/task-nouns.ts'
import type { View } from '../../store/contract.ts'
import { useStatus, useView } from '../live.ts'
import { t } from '../text/text.ts'
import { type Option, useMayWrite, useSomeGrids } from './data.ts'
import { sayPerson } from './words.ts'

/** Whose card is filled in: the own one, that of one of the staff, or of somebody at a door who has no post yet. */
export interface Whose {
  readonly sort: 'own' | 'other' | 'new'
  /** What the draft is of; the person's id, unless new. */
  readonly of: string
  /** Under which somebody new is written down; undefined for one whom the register does not know. */
  readonly id?: string
  readonly title: string
  readonly sub: string
  readonly back: string
  readonly tab: 'me' | 'tasks'
  readonly may: boolean
  readonly card: VolunteerBody | undefined
  /** What the register says of somebody new. */
  readonly known: Partial<CardFields>
  /** Where the person may live. */
  readonly homes: readonly Option[]
}
const NEW = 'new'

export function useWhose(): Whose {
  const view = useView()
  const { params } = useRoute()
  const own = useStatus().session.person
  const mayEdit = useMayWrite('card.edit')
  const { resident } = params
  const person = personIn(view, params) ?? own
  const isNew = person === NEW
  const isHome = useMemo(
    () =>
      (grid: GridId): boolean =>
        ['micro', 'stair'].includes(view('grid', grid)?.body.level ?? '') && (!isNew || mayEdit(grid)),
    [view, isNew, mayEdit],
  )
  const homes = useSomeGrids(isHome)
  if (person === own) {
    const me = { back: '/me', tab: 'me' as const, title: t('card.title'), sub: t('card.sub') }
    return { sort: 'own', of: own, ...me, may: true, card: view('volunteer', own)?.body, known: {}, homes }
  }
  if (isNew) return { ...newCard(view, resident), may: homes.length > 0, homes }
  const grid = gridOfCard(view, person)
  const staff = { back: '/tasks/people', tab: 'tasks' as const, sub: '' }
  const title = t('card.of', { name: sayPerson(view, person) })
  const may = grid !== undefined && mayEdit(grid)
  return { sort: 'other', of: person, ...staff, title, may, card: view('card', person)?.body, known: {}, homes }
}

/** With what the register knows of the resident, which whoever fills it in may change. */
function newCard(view: View, resident: string | undefined): Omit<Whose, 'may' | 'homes'> {
  const body = resident === undefined ? undefined : view('resident', resident)?.body
  const home = body === undefined ? undefined : leafOf(view, body.household)
  const known = { name: body?.name ?? '', birth: body?.birth?.slice(0, 4) ?? '', home: home ?? '' }
  return {
    sort: NEW,
    ...(resident === undefined ? { of: NEW } : { of: `${NEW}/${resident}`, id: enrolledAs(resident) }),
    title: t('card.enrol'),
    sub: t('card.enrolHint'),
    back: body === undefined ? '/tasks/people' : `/household/${body.household}`,
    tab: 'tasks',
    card: undefined,
    known,
  }
}
/** Whoever is written down already is not written down again. */
function personIn(view: View, { person, resident }: Readonly<Record<string, string>>): string | undefined {
  const known = resident === undefined ? undefined : enrolledAs(resident)
  return known !== undefined && view('card', known) !== undefined ? known : person
}
function gridOfCard(view: View, person: string): GridId | undefined {
  const card = view('card', person)
  const name = card && readPack(card.pack)
  return name?.sort === 'w' ? name.grid : view.under('post', person).at(-1)?.body.grid
}
