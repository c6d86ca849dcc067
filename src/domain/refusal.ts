/** Why a command was refused, held or flagged: one closed list, worded for people in ui/text. */
export const REFUSALS = [
  'unknown_type', // this build does not know the command
  'future_version', // the phone is newer than the server
  'bad_payload', // a field is missing, too long or of the wrong kind
  'too_large', // more than the limit of one command
  'not_found', // the record is not there (yet), or not for this person
  'not_your_grid', // the post held does not reach the record
  'post_ended', // happened after the post's end, or arrived more than 30 days after it
  'role_may_not', // the role has no right to this kind of change
  'same_id_other_content', // an id that is known with other content
  'needs_missing', // it builds on a command the server has not got
  'needs_refused', // it builds on a command that was refused
  'conflict_gone', // the two values were settled already
  'ended', // one of the two has ended, or was merged: nothing is merged with it or ended again
  'clock_doubtful', // the phone's time lies after the receipt
  'bad_period', // a post that ends before it begins
  'in_use', // something still hangs on what was to end
  'wrong_level', // a grid does not go under one of its own level or a lower one
  'was_accepted', // it had been accepted before the server was restored, and cannot be again
  'set_aside', // never reached the server: requests fail with it alone, and only with it
  'task_over', // the task takes no claims any more, or none of this kind
  'already_claimed', // the same person has a claim on it that is alive
  'too_many_claims', // as many open claims as one person may have
  'skill_missing', // the task asks for a skill that the card does not show
  'certificate_missing', // the skill needs a certificate that is valid on the day
  'age_unfit', // younger or older than the task allows, or the age is not known
  'consent_missing', // under age, and nobody has seen the guardian's consent
  'unfit', // somebody else's card does not show what the task asks for
  'resting', // takes nothing on before a day that has not come, and is not asked
  'claim_over', // what the claim is now has no such next step
  'offer_over', // the place that was offered has passed on
  'no_more_time', // extended as often as it may be
  'no_place', // no place is free that could be given
  'places_taken', // fewer places than are held or offered
  'helped_named', // what every member reads says whose wish it is
  'own_claim', // nobody checks his own work
  'not_confirmed', // no place is kept for it yet, or none ever was: nothing is done, nothing counts
  'failed', // the server could not judge it; a person must look
] as const
export type RefusalCode = (typeof REFUSALS)[number]
export interface Refused {
  readonly refused: RefusalCode
}
