import type { Translation } from '../entry.ts'
import type { text as zh } from '../zh/refusal.ts'

export const text: Translation<typeof zh> = {
  'refusal.unknown_type': 'The server does not know this kind of record yet; it is sent again after an update',
  'refusal.future_version': 'The server is older than this phone; it is sent again after an update',
  'refusal.bad_payload': 'A field is incomplete or too long',
  'refusal.too_large': 'This record is too long',
  'refusal.not_found': 'This record is no longer with you',
  'refusal.not_your_grid': 'This household is not in your grid',
  'refusal.post_ended': 'Your post ended more than 30 days ago',
  'refusal.role_may_not': 'Your role may not make this change',
  'refusal.same_id_other_content': 'The same number already has other content',
  'refusal.needs_missing': 'It waits for the one before it',
  'refusal.needs_refused': 'The one it builds on was refused',
  'refusal.conflict_gone': 'Somebody has settled these values already',
  'refusal.clock_doubtful': 'The phone’s clock is wrong: later than the server’s',
  'refusal.bad_period': 'It ends before it begins',
  'refusal.was_accepted': 'The server was restored from an older copy; this had been accepted before',
  'refusal.failed': 'The server could not judge it; a person must look',
}
