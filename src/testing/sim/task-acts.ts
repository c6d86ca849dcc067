import { awaitsCheck, holdsPlace, isChecked, isLive } from '../../domain/claim.ts'
import type { NewCommand } from '../../domain/commands.ts'
import { asId, type CommandId, type Day, instantOf } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { put } from '../../domain/see.ts'
import { commitServerChanges } from '../../server/commit.ts'
import { chanceOf } from '../../server/demo/chance.ts'
import { pushCommands } from '../../server/push.ts'
import { COMMUNITY, who } from '../community.ts'
import type { World } from '../world.ts'
import { type Acting, newId } from './acts.ts'

const HOUR = 3_600_000
/** A stair's leader: publishes in the own stair, and has no sight of what a coordinator works with. */
export const PUBLISHER = 'leader1'
type Drawn = Pick<NewCommand, 'type' | 'payload'> & Partial<Pick<NewCommand, 'needs'>>
type Claim = RowOf<'claim'> | RowOf<'holding'>

/** What a volunteer, or one who leads, does next with what stands on the screen. */
export function drawTaskCommand(acting: Acting): NewCommand {
  const { chance, now, person } = acting
  const leads = person === 'staff' || person === 'micro' || person === PUBLISHER
  const first = (leads && chance.happens(0.8) ? lead(acting) : volunteer(acting)) ?? rest(acting)
  const id = newId(chance, now)
  // Drawn last: whatever else is done is drawn as before.
  const drawn = leads ? (check(acting) ?? first) : (finish(acting) ?? first)
  return { id, v: 1, happenedAt: instantOf(now), needs: [], seen: {}, ...drawn }
}
/** Without this hardly any task would be done before its place is gone, and no time would ever count. */
function finish({ chance, view, person }: Acting): Drawn | undefined {
  const mine = view.under('claim', person as never).filter(({ body }) => isLive(body) && holdsPlace(body))
  if (mine.length === 0 || !chance.happens(0.4)) return undefined
  const { id, body } = chance.pick(mine)
  return { type: 'task.finish', payload: { task: body.task, claim: id, minutes: chance.between(10, 90) } }
}
/** Whoever sees that something was done mostly looks at it, and often again, but there is other work too. */
function check({ chance, view }: Acting): Drawn | undefined {
  const holdings = view.all('holding')
  const checked = holdings.filter(({ body }) => isChecked(body) && (body.checked?.length ?? 0) < 4)
  const done = holdings.filter(({ body }) => awaitsCheck(body))
  const again = checked.length > 0 && chance.happens(0.75)
  if (!again && (done.length === 0 || !chance.happens(0.9))) return undefined
  const { id, body } = chance.pick(again ? checked : done)
  const of = { task: body.task, claim: id }
  const why = `${chance.between(1, 99)}`
  if (!again) return { type: 'task.verify', payload: { ...of, verdict: 'verified' } }
  if (chance.happens(0.6)) return { type: 'task.unverify', payload: of }
  return { type: 'task.correct', payload: { ...of, minutes: chance.between(0, 90), why } }
}
const rest = ({ chance }: Acting): Drawn => ({
  type: 'volunteer.edit',
  payload: { set: { slots: [chance.pick(['wd_am', 'we_pm', 'night'])] } },
})

const isOffered = (view: Acting['view'], claim: string, task: string): boolean =>
  view.under('seat', task).some(({ body }) => body.offer === true && body.claim === claim)
const VOLUNTEERS = { claim: 46, release: 10, extend: 5, answer: 14, hand: 26, tick: 12, finish: 9 } as const
function volunteer(acting: Acting): Drawn | undefined {
  const { chance, view, person } = acting
  const mine = view.under('claim', person as never)
  const alive = mine.filter(({ body }) => isLive(body))
  const offers = alive.filter(({ id, body }) => body.state === 'assigned' || isOffered(view, id, body.task))
  // Whoever is asked mostly answers.
  const what = offers.length > 0 && chance.happens(0.8) ? 'answer' : chance.weigh(VOLUNTEERS)
  if (what === 'claim' || alive.length === 0) {
    const tasks = view.all('task').filter((task) => chance.happens(0.1) || task.body.state === 'open')
    if (tasks.length === 0) return undefined
    return { type: 'task.claim', payload: { task: chance.pick(tasks).id, wait: chance.happens(0.8) } }
  }
  // Some go on with what has ended meanwhile.
  const claim = chance.pick(chance.happens(0.15) ? mine : alive)
  const of = { task: claim.body.task, claim: claim.id }
  const needs = claim.body.state === 'claimed' ? [claim.id as CommandId] : []
  switch (what) {
    case 'release':
      return { type: 'claim.release', payload: of, needs }
    case 'extend':
      return { type: 'claim.extend', payload: of, needs }
    case 'answer': {
      const asked = offers.length > 0 ? chance.pick(offers) : claim
      const payload = { task: asked.body.task, claim: asked.id, yes: chance.happens(0.7) }
      return { type: 'claim.answer', payload }
    }
    case 'hand':
      return { type: 'claim.handover', payload: { ...of, person: `v${chance.between(1, 6)}` }, needs }
    case 'tick':
      return { type: 'step.tick', payload: { ...of, step: chance.pick(['a', 'b']), done: chance.happens(0.9) }, needs }
    case 'finish':
      return { type: 'task.finish', payload: { ...of, minutes: chance.between(10, 90) }, needs }
    default: {
      const never: never = what
      return never
    }
  }
}

const LEADS = {
  ...{ publish: 8, places: 14, contact: 6, close: 3, cancel: 5, assign: 10, override: 14, swap: 8 },
  ...{ verify: 30, unverify: 8, correct: 8 },
} as const
function lead(acting: Acting): Drawn | undefined {
  const { chance, view, person: by } = acting
  const tasks = view.all('task').filter(({ body }) => body.state === 'open' && (by !== PUBLISHER || body.by === by))
  const holdings = view.all('holding')
  const what = chance.weigh(LEADS)
  if (what === 'publish' || tasks.length === 0) return { type: 'task.publish', payload: drawTask(acting) }
  const task = chance.pick(tasks)
  const why = `${chance.between(1, 99)}`
  const person = `v${chance.between(1, 6)}`
  const among = (is: (claim: Claim) => boolean): { task: string; claim: string } | undefined => {
    const fitting = holdings.filter(is)
    const claim = fitting.length === 0 ? undefined : chance.pick(fitting)
    return claim && { task: claim.body.task, claim: claim.id }
  }
  switch (what) {
    case 'places':
      return { type: 'task.change', payload: { task: task.id, set: {}, places: chance.between(1, 4) } }
    case 'contact': {
      const contact = chance.happens(0.6) ? null : { name: `contact ${why}` }
      return { type: 'task.change', payload: { task: task.id, set: {}, contact } }
    }
    case 'close':
      return { type: 'task.close', payload: { task: task.id } }
    case 'cancel':
      return { type: 'task.cancel', payload: { task: task.id, why } }
    case 'assign':
      return { type: 'claim.assign', payload: { task: task.id, person, why } }
    case 'override': {
      const of = among(({ body }) => isLive(body))
      return (
        of && { type: 'claim.override', payload: { ...of, how: chance.pick(['confirm', 'release', 'no_show']), why } }
      )
    }
    case 'swap': {
      const of = among(({ body }) => holdsPlace(body))
      return of && { type: 'claim.swap', payload: { ...of, person, why } }
    }
    case 'verify': {
      const of = among(({ body }) => body.done !== undefined)
      return (
        of && { type: 'task.verify', payload: { ...of, verdict: chance.pick(['verified', 'verified', 'sent_back']) } }
      )
    }
    case 'unverify': {
      const of = among(({ body }) => isChecked(body))
      return of && { type: 'task.unverify', payload: of }
    }
    case 'correct': {
      const of = among(({ body }) => body.checked !== undefined)
      return of && { type: 'task.correct', payload: { ...of, minutes: chance.between(0, 90), why } }
    }
    default:
      return undefined
  }
}
const commandOf = ({ chance, now }: Acting, drawn: Drawn): NewCommand => ({
  ...{ id: newId(chance, now), v: 1, happenedAt: instantOf(now), needs: [], seen: {} },
  ...drawn,
})
/** Undefined for whoever holds no place that could be handed over. */
export function drawAsking(acting: Acting, person: string): NewCommand | undefined {
  const mine = acting.view.under('claim', acting.person as never)
  const claim = mine.find(({ body }) => body.state === 'confirmed' || body.state === 'started')
  const of = claim && { task: claim.body.task, claim: claim.id }
  return of && commandOf(acting, { type: 'claim.handover', payload: { ...of, person } })
}
/** Undefined for whoever has not been asked. */
export function drawYes(acting: Acting, claim: string): NewCommand | undefined {
  const asked = acting.view('claim', claim)
  const payload = asked && { task: asked.body.task, claim, yes: true }
  return payload && commandOf(acting, { type: 'claim.answer', payload })
}
/** Undefined where nobody holds a place of a task that is on. */
export function drawCancel(acting: Acting): NewCommand | undefined {
  const { view, chance } = acting
  const held = view.all('holding').filter(({ body }) => isLive(body) && view('task', body.task)?.body.state === 'open')
  if (held.length === 0) return undefined
  return commandOf(acting, { type: 'task.cancel', payload: { task: chance.pick(held).body.task, why: 'x' } })
}
function drawTask({ chance, now, person }: Pick<Acting, 'chance' | 'now' | 'person'>) {
  const from = instantOf(now + chance.between(2, 30) * HOUR)
  const until = instantOf(now + chance.between(31, 200) * HOUR)
  const contact = { name: `contact ${chance.between(1, 99)}`, ...(chance.happens(0.3) ? { from } : {}) }
  return {
    ...{
      kind: chance.pick(['errand', 'sweep', 'visit']),
      title: 'x',
      grid: person === PUBLISHER ? 's1' : 'root',
      waits: chance.happens(0.9),
    },
    steps: [
      { id: 'a', text: 'a' },
      { id: 'b', text: 'b' },
    ],
    shifts: [{ from, until, places: chance.between(1, 2) }],
    ...(chance.happens(0.7) ? { contact } : {}),
  }
}

/** A board of tasks with few places, and volunteers who have all seen it; a copy is made of the server as it is then. */
export async function openBoard(
  world: World,
  of: { seed: string; volunteers: readonly string[]; tasks: number },
): Promise<void> {
  const { machine, phones } = world
  const { now } = machine.server.time
  const chance = chanceOf(`${of.seed}/board`)
  const changes = of.volunteers.flatMap((person) => {
    const post = { person: asId<'person'>(person), grid: asId<'grid'>('root'), role: 'volunteer', until: null }
    return [
      put('person', { id: person, pack: COMMUNITY_PACK }, { name: person }),
      put('post', { id: `post-${person}`, pack: COMMUNITY_PACK }, { ...post, since: '2026-01-01' as Day }),
    ]
  })
  await commitServerChanges(machine.server, COMMUNITY, [
    { id: newId(chance, now), type: 'test', author: asId<'person'>('server'), changes },
  ])
  const commands = Array.from({ length: of.tasks }, (_, n) => ({
    ...{
      id: newId(chance, now),
      n: n + 1,
      type: 'task.publish',
      v: 1,
      happenedAt: instantOf(now),
      needs: [],
      seen: {},
    },
    payload: drawTask({ chance, now, person: 'staff' }),
  }))
  const push = { store: 'board', now: instantOf(now), mark: { seq: 0, hash: '' }, commands }
  await pushCommands(machine.server, { ...who('staff'), community: COMMUNITY }, push)
  await machine.backUp()
  for (const phone of phones) await phone.round()
}
