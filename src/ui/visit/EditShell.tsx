import type { ComponentChildren, JSX } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import type { NewCommand } from '../../domain/commands.ts'
import { changedFields, type EditStamp, faultOf, type Opened } from '../../domain/edit-form.ts'
import { instantOf } from '../../domain/ids.ts'
import type { Acted } from '../../store/contract.ts'
import { useGoOn } from '../go-on.ts'
import { useLive } from '../live.ts'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { Discard } from './Discard.tsx'
import { DraftBadge } from './DraftBadge.tsx'
import { SaveProblem } from './SaveProblem.tsx'
import type { DraftForm } from './useDraft.ts'

interface EditShellProps {
  readonly title: string
  /** What the door is called. */
  readonly sub: string
  /** Where it leads afterwards, or when it is closed. */
  readonly home: string
  /** Where the command it makes gives a better one. */
  readonly homeAfter?: (id: string) => string
  readonly draft: DraftForm<{ fields: object; opened: Opened<object> }>
  /** Something must still be put right besides the fields of a household or a person. */
  readonly isFaulty?: boolean
  readonly command: (stamp: EditStamp) => NewCommand | undefined
  readonly children: ComponentChildren
}
/** The frame of an edit: what changed, where it is kept, and the one button. */
export function EditShell(props: EditShellProps): JSX.Element {
  const { home, draft } = props
  const [problem, setProblem] = useState<Exclude<Acted, { saved: true }> | null>(null)
  useLayoutEffect(() => scrollTo(0, 0), [])
  return (
    <Shell
      title={props.title}
      sub={props.sub}
      back={home}
      backIcon="close"
      backLabel={t('visit.close')}
      action={<DraftBadge kept={draft.kept} />}
      dock={
        <>
          <SaveProblem problem={problem} />
          <SaveEdit {...props} onProblem={setProblem} />
        </>
      }
    >
      {props.children}
      <Discard draft={draft} to={home} />
    </Shell>
  )
}

interface SaveEditProps extends EditShellProps {
  readonly onProblem: (problem: Exclude<Acted, { saved: true }>) => void
}
function SaveEdit({ home, homeAfter, sub, draft, command, isFaulty, onProblem }: SaveEditProps): JSX.Element {
  const { store, doors } = useLive()
  const goOn = useGoOn()
  const [isSaving, setSaving] = useState(false)
  const { fields, opened } = draft.fields
  const count = changedFields(opened.fields, fields).length
  const save = async (): Promise<void> => {
    const pending = new Set(store.status().waiting.map((one) => one.command.id))
    const made = command({ id: draft.id, now: instantOf(doors.now()), pending })
    if (made === undefined || isSaving) return
    setSaving(true)
    await draft.settled()
    const acted = await store.act(made)
    setSaving(false)
    if (!('saved' in acted)) return onProblem(acted)
    announce(t('edit.saved', { door: sub }))
    goOn(homeAfter?.(made.id) ?? home)
  }
  if (count === 0) {
    return (
      <Button size="big" wide disabled>
        {t('edit.nothing')}
      </Button>
    )
  }
  return (
    <Button
      tone="go"
      size="big"
      wide
      disabled={isFaulty === true || faultOf(fields) !== undefined}
      onClick={() => void save()}
    >
      {t('edit.save')}
      <small>{t('edit.changed', { count })}</small>
    </Button>
  )
}
