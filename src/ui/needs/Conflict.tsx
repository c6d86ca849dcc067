import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { doorName } from '../../domain/address.ts'
import type { CommandId } from '../../domain/ids.ts'
import { instantOf } from '../../domain/ids.ts'
import { roleOver } from '../../domain/in-charge.ts'
import { maskName } from '../../domain/mask.ts'
import type { ConflictBody, ConflictValue, RowOf } from '../../domain/nouns.ts'
import { seenInQuestion } from '../../domain/settling.ts'
import type { View } from '../../store/contract.ts'
import { useClock, useLive, useStatus, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Facts } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayWhen, todayOf } from '../text/when.ts'
import { markDiffering, maskForComparing, type Piece } from './differing.ts'
import { sayField, sayTerm, sayValue } from './values.ts'

interface ConflictCardProps {
  readonly conflict: RowOf<'conflict'>
  readonly onDone: (words: string) => void
}
type Choice = number | 'ask_next_time'

/** Values that stand against each other; none is chosen beforehand, and both may stay until somebody asks. */
export function ConflictCard({ conflict, onDone }: ConflictCardProps): JSX.Element {
  const view = useView()
  const settle = useSettle(conflict)
  const [failed, setFailed] = useState(false)
  const { body } = conflict
  const words = wordsOf(view, body)
  const pieces = markDiffering(words)
  const choose = async (choice: Choice): Promise<void> => {
    const saved = await settle(choice)
    setFailed(!saved)
    if (!saved) return
    onDone(choice === 'ask_next_time' ? t('needs.settledBoth') : t('needs.settledUse', { value: words[choice] ?? '' }))
  }
  return (
    <Card class="you">
      <h2>
        <span class="st st--wait">
          <Icon name="need" size="s" />
          {body.state === 'ask_next_time'
            ? t('needs.askLater')
            : body.values.length > 2
              ? t('needs.manyValues', { count: body.values.length })
              : t('needs.conflict')}
        </span>
        <span>{t('needs.of', { place: placeOf(view, body), field: sayField(body.of.kind, body.field) })}</span>
      </h2>
      {body.values.map((value, at) => (
        <div class="val" key={asJson(value.value)}>
          <span>
            <b class="val__v">
              <Differing pieces={pieces[at] ?? []} />
            </b>
            {isInUse(view, body, value) && <span class="tag">{t('needs.effective')}</span>}
            <small>
              <Author value={value} body={body} />
            </small>
          </span>
          <Button size="s" label={t('needs.useThisOf', { value: words[at] ?? '' })} onClick={() => void choose(at)}>
            {t('needs.useThis')}
          </Button>
        </div>
      ))}
      {failed && <p class="late">{t('needs.settleFailed')}</p>}
      {body.state === 'open' && (
        <div class="opts">
          <Button tone="quiet" wide onClick={() => void choose('ask_next_time')}>
            {t(body.values.length > 2 ? 'needs.keepAll' : 'needs.keepBoth')}
          </Button>
        </div>
      )}
    </Card>
  )
}

const Differing = ({ pieces }: { readonly pieces: readonly Piece[] }): JSX.Element => (
  <>{pieces.map(({ at, text, differs }) => (differs ? <u key={at}>{text}</u> : text))}</>
)

/** The values as shown: phones masked only where they agree, since one must see what to choose from. */
function wordsOf(view: View, body: ConflictBody): readonly string[] {
  const bare = body.values.map(({ value }) => sayValue(view, { field: body.field, value, bare: true }))
  return body.field === 'phone' ? maskForComparing(bare) : bare
}
function placeOf(view: View, body: ConflictBody): string {
  if (body.household === undefined) return view('building', body.of.id)?.body.name ?? t('what.unknownPlace')
  const household = view('household', body.household)
  const door = household === undefined ? t('what.unknownPlace') : doorName(view, household)
  const name = body.of.kind === 'resident' ? view('resident', body.of.id)?.body.name : undefined
  return name === undefined ? door : `${door} ${maskName(name)}`
}

function Author({ value, body }: { readonly value: ConflictValue; readonly body: ConflictBody }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { person } = useStatus().session
  const when = value.at === null ? '' : sayWhen(value.at, clock)
  return <Facts of={[nameOf(view, { value, body, me: person, today: todayOf(clock) }), when]} />
}
function nameOf(
  view: View,
  of: { value: ConflictValue; body: ConflictBody; me: string; today: ReturnType<typeof todayOf> },
): string {
  const { value, body, me, today } = of
  if (value.by === null) return t(value.command === null ? 'needs.byImport' : 'needs.byUnknown')
  if (value.by === me) return t('needs.byYou')
  const role = roleOver(view, value.by, { household: body.household ?? '', today })
  const name = view('person', value.by)?.body.name ?? ''
  return t('needs.byOther', { role: role === undefined ? '' : sayTerm(view, 'roles', role), name }).trim()
}
function isInUse(view: View, body: ConflictBody, value: ConflictValue): boolean {
  const { kind, id } = body.of
  const row = view(kind, id)
  const current = (row?.body as Readonly<Record<string, unknown>> | undefined)?.[body.field]
  return row !== undefined && asJson(current) === asJson(value.value)
}
const asJson = (value: unknown): string => JSON.stringify(value ?? null)

/** Settles by a command that names the values seen and what wrote them, after any pending command that wrote one of them. */
function useSettle(conflict: RowOf<'conflict'>): (choice: Choice) => Promise<boolean> {
  const { store, doors, status } = useLive()
  const view = useView()
  return async (choice) => {
    const { values, household, of, field } = conflict.body
    const writer = view(of.kind, of.id)?.writer[field]
    const whose = household === undefined ? { building: of.id } : { household }
    const waiting = new Set(status.value.waiting.map((one) => one.command.id))
    const needs = values.flatMap(({ command }): CommandId[] =>
      command !== null && waiting.has(command) ? [command] : [],
    )
    const acted = await store.act({
      id: doors.newId(),
      type: 'conflict.settle',
      v: 1,
      happenedAt: instantOf(doors.now()),
      needs,
      seen: seenInQuestion(conflict.body, writer),
      payload: { conflict: conflict.id, ...whose, choice, saw: values.map(({ value }) => asJson(value)) },
    })
    return 'saved' in acted
  }
}
