import type { See } from '../../domain/see.ts'
import type { Draft } from '../../store/contract.ts'
import { t } from '../text/text.ts'

interface DraftPlace {
  readonly href: string
  readonly household: string
  /** What it is about, where that is no household. */
  readonly name?: string
}
/** Where a half-filled form goes on, and the household it is about. */
export function draftHref(see: See, draft: Draft): DraftPlace {
  switch (draft.form) {
    case 'visit':
      return { href: `/visit/${draft.of}`, household: draft.of }
    case 'household':
      return { href: `/edit/${draft.of}`, household: draft.of }
    case 'resident': {
      const household = see('resident', draft.of)?.body.household ?? ''
      return { href: `/edit/${household}/${draft.of}`, household }
    }
    case 'movein':
      return { href: `/movein/${draft.of}`, household: '' }
    case 'person':
      return { href: `/register/${draft.of}/person`, household: draft.of }
    case 'finish': {
      const task = see('claim', draft.of)?.body.task ?? ''
      return { href: `/task/${task}`, household: '', name: see('task', task)?.body.title ?? '' }
    }
    case 'check': {
      const task = see('holding', draft.of)?.body.task ?? ''
      return { href: `/tasks/check/${draft.of}`, household: '', name: see('task', task)?.body.title ?? '' }
    }
    case 'why': {
      const claim = see('claim', draft.of) ?? see('holding', draft.of)
      const task = claim?.body.task ?? draft.of
      return { href: `/task/${task}`, household: '', name: see('task', task)?.body.title ?? '' }
    }
    case 'card':
      return { href: `/card/${draft.of}`, household: '', name: t('today.card') }
    case 'task': {
      const { fields } = draft.fields as { readonly fields?: { readonly title?: string } }
      return { href: `/publish/${draft.of}`, household: '', name: fields?.title || t('tab.tasks') }
    }
    case 'building':
      return { href: `/building/${draft.of}/edit`, household: '', name: see('building', draft.of)?.body.name ?? '' }
    case 'door': {
      const building = see('door', draft.of)?.body.building
      if (building !== undefined) return { href: `/building/${building}/door/${draft.of}`, household: '' }
      return { href: `/building/${draft.of}/door`, household: '', name: see('building', draft.of)?.body.name ?? '' }
    }
    default: {
      const never: never = draft.form
      return never
    }
  }
}
