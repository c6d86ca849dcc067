import type { See } from '../../domain/see.ts'
import type { Draft } from '../../store/contract.ts'

/** Where a half-filled form goes on, and the household it is about. */
export function draftHref(see: See, draft: Draft): { readonly href: string; readonly household: string } {
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
    case 'finish':
      return { href: `/task/${see('claim', draft.of)?.body.task ?? ''}`, household: '' }
    default: {
      const never: never = draft.form
      return never
    }
  }
}
