import { COMMAND_VERSION, type Command } from '../../domain/commands.ts'
import type { HeldBody, RowOf } from '../../domain/nouns.ts'
import { understandOutbox } from '../../domain/outbox-commands.ts'
import type { RefusalCode } from '../../domain/refusal.ts'
import type { ErrorCode } from '../../domain/wire.ts'
import { useDoorName } from '../door-names.ts'
import { useView } from '../live.ts'
import { type What, whatOf } from '../needs/what.ts'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'

type Why = 'grid' | 'post' | 'role' | 'missing' | 'waits' | 'unread' | 'twice' | 'restored' | 'failed'
/** Codes by what a coordinator can make of them; one that a newer server gives is for a person to look at. */
const WHY: Readonly<Partial<Record<RefusalCode, Why>>> = {
  not_your_grid: 'grid',
  post_ended: 'post',
  role_may_not: 'role',
  not_found: 'missing',
  needs_missing: 'waits',
  needs_refused: 'waits',
  unknown_type: 'unread',
  future_version: 'unread',
  bad_payload: 'unread',
  too_large: 'unread',
  same_id_other_content: 'twice',
  was_accepted: 'restored',
}
const whyOf = (code: string): Why => WHY[code as RefusalCode] ?? 'failed'
export const shortWhy = (body: HeldBody): Key => `held.short.${whyOf(body.code)}`
export const longWhy = (body: HeldBody): Key => `held.why.${whyOf(body.code)}`

/** The command as its author gave it, as far as the server shows it. */
export const commandOf = ({ command, type, happenedAt, payload }: HeldBody): Command => ({
  id: command,
  n: 0,
  type,
  v: COMMAND_VERSION,
  happenedAt,
  needs: [],
  seen: {},
  payload,
})
/** What a held command would do, with names and phones masked: it is somebody else's work. */
export function useHeldWords(): (row: RowOf<'held'>) => What {
  const view = useView()
  const doorOf = useDoorName()
  return (row) => {
    const what = whatOf(view, { command: commandOf(row.body), names: 'masked', doorOf })
    return what.household === undefined && what.task === undefined ? { ...what, place: t('review.unknownDoor') } : what
  }
}

/** What nobody can read cannot be carried out, whatever the coordinator says. */
export const mayAccept = ({ body }: RowOf<'held'>): boolean =>
  whyOf(body.code) !== 'unread' && !('bad' in understandOutbox(commandOf(body)))

/** Why the word was not taken, for the person who gave it. */
export function sayFailed(answer: 'offline' | RefusalCode | ErrorCode): Key {
  switch (answer) {
    case 'offline':
      return 'held.failed.offline'
    case 'conflict_gone':
    case 'same_id_other_content':
      return 'held.failed.gone'
    case 'role_may_not':
    case 'not_your_grid':
    case 'post_ended':
    case 'forbidden':
      return 'held.failed.not'
    case 'signed_out':
    case 'revoked':
    case 'other_account':
      return 'held.failed.signedOut'
    case 'not_found':
      return 'held.failed.missing'
    default:
      return 'held.failed.other'
  }
}
