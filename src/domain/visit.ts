import { dayOf, plusDays } from './calendar.ts'
import type { Decision, Of } from './decide.ts'
import { dueRules, escalationOf, type Schedule, scheduleOf } from './due.ts'
import { asId, type Day } from './ids.ts'
import type { NeedBody, RowOf, VisitBody } from './nouns.ts'
import { type Change, type Context, put, type See } from './see.ts'

/** The newest visits that stay in the pack; older ones lie in the history, on no phone (DESIGN: window of a pack). */
export const VISITS_IN_PACK = 6

/**
 * A visit is a fact: it stands whatever the register says by now. It makes the visit (named by the command),
 * one need for each wish or problem raised, and the household's next day.
 */
export function decideVisit(see: See, command: Of<'visit.log'>, context: Context): Decision {
  const household = see('household', command.payload.household)
  if (household === undefined) return { unknown: { kind: 'household', id: command.payload.household } }
  const { visit, schedule } = visitWith(see, household, { command, context })
  const place = { pack: household.pack }
  const changes: Change[] = [put('visit', { id: command.id, ...place }, visit)]
  command.payload.needs.forEach((raised, index) => {
    const need: NeedBody = {
      household: asId(household.id),
      visit: command.id,
      by: context.author,
      at: context.at,
      category: raised.category,
      text: raised.text,
      state: 'raised',
      answerBy: answerBy(see, context),
    }
    changes.push(put('need', { id: needId(command.id, index), ...place }, need))
  })
  changes.push({ op: 'set', kind: 'household', id: household.id, set: { ...schedule }, edit: false })
  return { changes }
}
const needId = (command: string, index: number): string => `${command}-${index + 1}`

/** The promise made at the door: vocabulary issueUrgency `normal`, counted in whole days. */
function answerBy(see: See, context: Context): Day {
  const hours = see('vocabulary', 'issueUrgency')?.body.terms.find((term) => term.id === 'normal')?.resolveHours
  const days = typeof hours === 'number' ? Math.ceil(hours / 24) : 7
  return plusDays(dayOf(context.at, dueRules(see).timeZone), days)
}

interface Logged {
  readonly command: Of<'visit.log'>
  readonly context: Context
}
function visitWith(see: See, household: RowOf<'household'>, logged: Logged): { visit: VisitBody; schedule: Schedule } {
  const { command, context } = logged
  const { payload } = command
  const rules = dueRules(see)
  const visit: VisitBody = {
    household: asId(household.id),
    by: context.author,
    at: context.at,
    outcome: payload.outcome,
    method: payload.method,
    purpose: payload.purpose,
    persons: payload.persons.map((person) => asId(person)),
    observations: payload.observations,
    needs: payload.needs.map((_, index) => needId(command.id, index)),
    ...(payload.words === undefined ? {} : { words: payload.words }),
    ...(payload.note === undefined ? {} : { note: payload.note }),
    ...(payload.nextOn === undefined ? {} : { nextOn: payload.nextOn as Day }),
  }
  const others = see.under('visit', household.id).filter((row) => row.id !== command.id)
  const schedule = scheduleOf(rules, household.body, [...others, { id: command.id, body: visit }])
  const escalated = escalationOf(rules, household.body.care, { outcome: visit.outcome, misses: schedule.misses })
  return { visit: escalated === undefined ? visit : { ...visit, escalated }, schedule }
}

/** What saving this visit would bring, for the form to say before the tap; undefined when the household is not known here. */
export function effectOf(
  see: See,
  command: Of<'visit.log'>,
  context: Context,
): (Schedule & Pick<VisitBody, 'escalated'>) | undefined {
  const household = see('household', command.payload.household)
  if (household === undefined) return undefined
  const { visit, schedule } = visitWith(see, household, { command, context })
  return { ...schedule, ...(visit.escalated === undefined ? {} : { escalated: visit.escalated }) }
}
