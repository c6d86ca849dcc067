import type { JSX } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { changePayload, publishPayload, type TaskFields, taskFaults } from '../../../domain/task-form.ts'
import { placesOf } from '../../../domain/task-lists.ts'
import { useGoOn } from '../../go-on.ts'
import { useClock, useView } from '../../live.ts'
import { announce } from '../../parts/live-region.ts'
import { Button } from '../../parts/pieces.tsx'
import { Shell } from '../../parts/Shell.tsx'
import { t } from '../../text/text.ts'
import { Discard } from '../../visit/Discard.tsx'
import { DraftBadge } from '../../visit/DraftBadge.tsx'
import { type DraftForm, useDraft } from '../../visit/useDraft.ts'
import { useHand } from '../act.ts'
import { ProblemLine } from '../ProblemLine.tsx'
import { Contact } from './Contact.tsx'
import { Earlier } from './Earlier.tsx'
import type { Field } from './form.tsx'
import { What, When, Who } from './sections.tsx'
import { formClock, type Seed } from './seed.ts'
import { Where } from './Where.tsx'

interface FormState {
  readonly fields: TaskFields
  readonly opened: TaskFields
}
interface FormProps {
  readonly seed: Seed
  /** What the draft is about, and the rest of its address. */
  readonly of: string
}
const TITLES = {
  new: 'publish.new',
  need: 'publish.fromNeed',
  copy: 'publish.copy',
  change: 'publish.change',
} as const

export function PublishForm({ seed, of }: FormProps): JSX.Element {
  const view = useView()
  const clock = formClock(useClock())
  const draft = useDraft<FormState>('task', of, (raw) => ({ fields: seed.fields, opened: seed.fields, ...raw }))
  const [isTried, setTried] = useState(false)
  useLayoutEffect(() => scrollTo(0, 0), [])
  const { fields } = draft.fields
  const taken = seed.task === undefined ? 0 : placesOf(view, seed.task.id).taken
  const faults = taskFaults(fields, { ...clock, taken })
  const field: Field = {
    fields,
    isChange: seed.sort === 'change',
    set: (patch) => draft.set({ fields: { ...fields, ...patch } }),
    fault(name) {
      const fault = faults.get(name)
      // What is merely not filled in yet is no fault before somebody says that it is all.
      if (fault === undefined || (!isTried && EMPTY.has(fault))) return undefined
      return t(`publish.fault.${fault}` as 'publish.fault.places_taken', { count: taken })
    },
  }
  return (
    <Shell
      title={t(TITLES[seed.sort])}
      back={seed.home}
      backIcon="close"
      backLabel={t('visit.close')}
      action={<DraftBadge kept={draft.kept} />}
      dock={<Save seed={seed} draft={draft} faults={faults.size} onTried={() => setTried(true)} />}
    >
      {seed.sort === 'new' && <Earlier />}
      {taken > 0 && <p class="soft task__order">{t('publish.telling', { count: taken })}</p>}
      <What field={field} />
      <When field={field} />
      <Where field={field} />
      <Contact field={field} household={seed.household} />
      <Who field={field} isOpen={faults.has('ages')} />
      <Discard draft={draft} to={seed.home} />
    </Shell>
  )
}
const EMPTY: ReadonlySet<string> = new Set(['title', 'kind', 'grid', 'building', 'point'])

interface SaveProps {
  readonly seed: Seed
  readonly draft: DraftForm<FormState>
  readonly faults: number
  readonly onTried: () => void
}
function Save({ seed, draft, faults, onTried }: SaveProps): JSX.Element {
  const { timeZone } = useClock()
  const goOn = useGoOn()
  const { act, problem } = useHand(seed.task?.id)
  const { fields, opened } = draft.fields
  const change = seed.task && changePayload({ task: seed.task, opened, fields }, timeZone)
  const save = async (): Promise<void> => {
    onTried()
    if (faults > 0) return showFault(faults)
    await draft.settled()
    const { id } = draft
    if (seed.task !== undefined) {
      if (change === undefined || !(await act({ type: 'task.change', payload: change, id }))) return
      announce(t('publish.changed'))
      return goOn(seed.home)
    }
    if (!(await act({ type: 'task.publish', payload: publishPayload(fields, timeZone), id }))) return
    announce(t('publish.done', { task: fields.title }))
    goOn(`/task/${id}`)
  }
  const count = fields.shifts.length
  const isNothing = seed.task !== undefined && change === undefined
  const words =
    seed.task !== undefined
      ? t(isNothing ? 'publish.nothing' : 'publish.save')
      : count > 1
        ? t('publish.goShifts', { count })
        : t('publish.go')
  return (
    <>
      <ProblemLine problem={problem} />
      <Button tone="go" size="big" wide disabled={isNothing} onClick={() => void save()}>
        {words}
      </Button>
    </>
  )
}
/** Once the faults are drawn, reading goes on at the first of them. */
function showFault(count: number): void {
  announce(t('publish.faults', { count }))
  requestAnimationFrame(() => {
    const fault = document.querySelector('#main .late')
    fault?.closest('label, fieldset, div')?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    fault?.scrollIntoView({ block: 'center' })
  })
}
