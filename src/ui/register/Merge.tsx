import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { doorName } from '../../domain/address.ts'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { pairOf } from '../../domain/register-form.ts'
import { peopleOf } from '../../domain/today.ts'
import { useDoorName } from '../door-names.ts'
import { useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Facts } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { SaveProblem } from '../visit/SaveProblem.tsx'
import { Others } from './Others.tsx'
import { useAct } from './useAct.ts'

interface MergeProps {
  readonly household: RowOf<'household'>
}
/** The same household stands twice: this one goes into the other. It is shown first what that means. */
export function MergeHousehold({ household }: MergeProps): JSX.Element {
  const view = useView()
  const [into, setInto] = useState<RowOf<'household'>>()
  return (
    <Shell title={t('register.merge')} sub={doorName(view, household)} back={`/register/${household.id}`}>
      <p class="soft">{t('register.mergeWhich')}</p>
      <Others household={household} onPick={setInto} />
      {into !== undefined && (
        <Ask row={household} into={into} household={into} onClose={() => setInto(undefined)}>
          {[household, into].map((row, at) => (
            <Side key={row.id} row={row} stays={at === 1} />
          ))}
          <p class="soft">{t('register.mergeMeans')}</p>
        </Ask>
      )}
    </Shell>
  )
}
function Side({ row, stays }: { readonly row: RowOf<'household'>; readonly stays: boolean }): JSX.Element {
  const view = useView()
  const visits = view.under('visit', row.id).length
  return (
    <p class="merge__side">
      <CareShape care={row.body.care} />
      <span>
        <b>{useDoorName()(row)}</b>{' '}
        <Facts of={[sayPeople(peopleOf(view, row.id).here), t('register.visits', { count: visits })]} />
        <small>{t(stays ? 'register.stays' : 'register.goes')}</small>
      </span>
    </p>
  )
}

interface MergePersonProps extends MergeProps {
  readonly resident: RowOf<'resident'>
}
/** The same person stands twice in one household: the record of one goes into the other. */
export function MergePerson({ household, resident }: MergePersonProps): JSX.Element {
  const view = useView()
  const [into, setInto] = useState<RowOf<'resident'>>()
  const { here, contacts } = peopleOf(view, household.id)
  const others = [...here, ...contacts].filter((row) => row.id !== resident.id)
  const name = maskName(resident.body.name)
  return (
    <Shell
      title={t('register.mergePerson', { name })}
      sub={doorName(view, household)}
      back={`/register/${household.id}`}
    >
      <p class="soft">{t('register.mergeWhoHint')}</p>
      {others.length === 0 ? (
        <p>{t('register.noneFound')}</p>
      ) : (
        <Card>
          {others.map((row) => (
            <button key={row.id} type="button" class="note" onClick={() => setInto(row)}>
              <Icon name="me" />
              <span class="note__t">
                {maskName(row.body.name)}
                <small>{row.body.birth?.slice(0, 4)}</small>
              </span>
              <Icon name="next" size="s" />
            </button>
          ))}
        </Card>
      )}
      {into !== undefined && (
        <Ask row={resident} into={into} household={household} onClose={() => setInto(undefined)}>
          <p>{t('register.mergePersonMeans', { name, into: maskName(into.body.name) })}</p>
        </Ask>
      )}
    </Shell>
  )
}

interface AskProps {
  readonly row: RowOf<'household'> | RowOf<'resident'>
  readonly into: { readonly id: string }
  /** Whose page comes next. */
  readonly household: RowOf<'household'>
  readonly onClose: () => void
  readonly children: JSX.Element | (JSX.Element | JSX.Element[])[]
}
function Ask({ row, into, household, onClose, children }: AskProps): JSX.Element {
  const act = useAct()
  const merge = (): Promise<void> =>
    act.save((stamp) => pairOf('register.merge', [row, into.id], stamp), {
      to: `/household/${household.id}`,
      say: t('register.merged'),
    })
  return (
    <Dialog
      title={t('register.mergeAsk')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('go.cancel')}</Button>
          <Button tone="go" onClick={() => void merge()}>
            {t('register.mergeYes')}
          </Button>
        </>
      }
    >
      {children}
      <SaveProblem problem={act.problem} />
    </Dialog>
  )
}
