import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { millisOf } from '../../domain/ids.ts'
import { useClock } from '../live.ts'
import { Area, Line } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { DraftBadge } from '../visit/DraftBadge.tsx'
import { useDraft } from '../visit/useDraft.ts'
import { useHand } from './act.ts'
import type { MyClaim } from './data.ts'
import { ProblemLine } from './ProblemLine.tsx'
import { nextStep } from './Steps.tsx'

interface Report {
  readonly minutes: string
  readonly note: string
  readonly partial: boolean
}
const USUAL = [30, 60, 90, 120]
const MOST_MINUTES = 24 * 60

/** From the first tick to the last, in whole five minutes: an offer that the person changes. */
function minutesOf(mine: MyClaim, now: number): string {
  const ticks = Object.values(mine.claim.body.ticked).map(millisOf)
  const from = Math.min(...ticks)
  const minutes = Math.ceil((Math.max(now, ...ticks) - from) / 300_000) * 5
  return ticks.length > 0 && minutes > 0 && minutes <= 480 ? String(minutes) : ''
}

/** How long it took and a word about it; every keystroke is kept. */
export function Finish({ mine, onBack }: { readonly mine: MyClaim; readonly onBack: () => void }): JSX.Element {
  const clock = useClock()
  useLayoutEffect(() => scrollTo(0, 0), [])
  const draft = useDraft<Report>('finish', mine.claim.id, (raw) => {
    const { done } = mine.claim.body
    const fresh = {
      minutes: done === undefined ? minutesOf(mine, clock.now) : String(done.minutes),
      note: done?.note ?? '',
      partial: done?.partial ?? nextStep(mine) >= 0,
    }
    return raw === undefined ? fresh : { ...fresh, ...raw }
  })
  const { minutes, note, partial } = draft.fields
  return (
    <Shell
      title={t('task.finishTitle')}
      sub={mine.task.body.title}
      action={<DraftBadge kept={draft.kept} />}
      dock={<Submit mine={mine} draft={draft} onBack={onBack} />}
    >
      <Line
        title={t('task.minutes')}
        hint={t('task.minutesHint')}
        mode="numeric"
        most={4}
        value={minutes}
        {...(minutes !== '' && readMinutes(minutes) === undefined ? { fault: t('task.minutesFault') } : {})}
        onInput={(value) => draft.set({ minutes: value.trim() })}
      />
      <div class="chips task__usual">
        {USUAL.map((usual) => (
          <button
            key={usual}
            type="button"
            class="chip"
            aria-pressed={minutes === String(usual)}
            onClick={() => draft.set({ minutes: String(usual) })}
          >
            {t('task.minutesOf', { count: usual })}
          </button>
        ))}
        <button type="button" class="chip" aria-pressed={partial} onClick={() => draft.set({ partial: !partial })}>
          {partial && <Icon name="check" size="s" />}
          {t('task.partial')}
        </button>
      </div>
      <Area
        title={t('task.note')}
        hint={t('task.noteHint')}
        rows={3}
        most={1000}
        value={note}
        onInput={(words) => draft.set({ note: words })}
      />
    </Shell>
  )
}
export function readMinutes(text: string): number | undefined {
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : undefined
  return minutes === undefined || minutes > MOST_MINUTES ? undefined : minutes
}

interface SubmitProps {
  readonly mine: MyClaim
  readonly draft: ReturnType<typeof useDraft<Report>>
  readonly onBack: () => void
}
function Submit({ mine, draft, onBack }: SubmitProps): JSX.Element {
  const { act, problem } = useHand(mine.claim.id)
  const { fields, id } = draft
  const minutes = readMinutes(fields.minutes)
  const submit = async (): Promise<void> => {
    if (minutes === undefined) return
    await draft.settled()
    const said = fields.note.trim() === '' ? {} : { note: fields.note.trim() }
    const part = fields.partial ? { partial: true } : {}
    const payload = { task: mine.task.id, claim: mine.claim.id, minutes, ...said, ...part }
    if (!(await act({ type: 'task.finish', payload, id }))) return
    announce(t('task.submitted'))
    onBack()
  }
  return (
    <>
      <ProblemLine problem={problem} />
      <Button size="big" onClick={onBack}>
        {t('go.back')}
      </Button>
      <Button tone="go" size="big" wide disabled={minutes === undefined} onClick={() => void submit()}>
        {t('task.submit')}
      </Button>
    </>
  )
}
