import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { PayloadOf } from '../../domain/commands.ts'
import type { Term } from '../../domain/nouns.ts'
import { isEnded, usualSteps } from '../../domain/terms.ts'
import { FIXED_LISTS } from '../../domain/vocabulary-edit.ts'
import { useLive } from '../live.ts'
import { Area, Line, Pick } from '../parts/fields.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { label, t } from '../text/text.ts'
import { Failed } from './Frame.tsx'
import { type Giving, useOffice } from './useOffice.ts'

type Edit = Omit<PayloadOf<'vocabulary.edit'>, 'list' | 'term'>

interface TermProps {
  readonly list: string
  readonly term: Term
  /** The one that stands before it in its own group. */
  readonly previous: string | undefined
  readonly onDone: () => void
}
/** A term's words, its place, and whether it is still offered; its code never changes. */
export function TermForm({ list, term, previous, onDone }: TermProps): JSX.Element {
  const office = useOffice()
  const [zh, setZh] = useState(term.zh)
  const [en, setEn] = useState(term.en)
  const [steps, setSteps] = useState(() => ({ zh: stepLines(term, 'zh'), en: stepLines(term, 'en') }))
  const isKind = list === 'taskKinds'
  const edit = async (change: Edit): Promise<void> => {
    if (await office.give({ type: 'vocabulary.edit', payload: { list, term: term.id, ...change } })) onDone()
  }
  return (
    <div class="office__form">
      <Line title={t('office.zh')} value={zh} onInput={setZh} />
      <Line title={t('office.en')} value={en} onInput={setEn} />
      {isKind && (
        <>
          <Area
            rows={4}
            most={2000}
            title={t('office.stepsZh')}
            value={steps.zh}
            onInput={(lines) => setSteps({ ...steps, zh: lines })}
          />
          <Area
            rows={4}
            most={2000}
            title={t('office.stepsEn')}
            value={steps.en}
            onInput={(lines) => setSteps({ ...steps, en: lines })}
          />
        </>
      )}
      <Failed failure={office.failed} />
      <p class="office__do">
        <Button
          tone="go"
          disabled={office.going || zh.trim() === ''}
          onClick={() =>
            void edit({ zh: zh.trim(), en: en.trim() || zh.trim(), ...(isKind ? { steps: pairs(steps) } : {}) })
          }
        >
          {t('office.save')}
        </Button>
        {previous !== undefined && (
          <Button disabled={office.going} onClick={() => void edit({ before: previous })}>
            {t('office.earlier')}
          </Button>
        )}
        {!FIXED_LISTS.includes(list) && (
          <Button tone="stop" disabled={office.going} onClick={() => void edit({ ended: !isEnded(term) })}>
            {t(isEnded(term) ? 'office.again' : 'office.stop')}
          </Button>
        )}
      </p>
    </div>
  )
}

const stepLines = (term: Term, tongue: 'zh' | 'en'): string =>
  usualSteps(term)
    .map((step) => step[tongue])
    .join('\n')
const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trim())
/** Line by line; where the English has none, the Chinese stands for both. */
function pairs(steps: Readonly<Record<'zh' | 'en', string>>): { readonly zh: string; readonly en?: string }[] {
  const english = linesOf(steps.en)
  return linesOf(steps.zh)
    .map((zh, at) => ({ zh, ...(english[at] ? { en: english[at] } : {}) }))
    .filter(({ zh }) => zh !== '')
}
interface NewProps {
  readonly list: string
  readonly groups: readonly Term[]
  readonly onDone: () => void
}
export function NewTerm({ list, groups, onDone }: NewProps): JSX.Element {
  const { doors } = useLive()
  const office: Giving = useOffice()
  const [term] = useState(() => doors.newId())
  const [zh, setZh] = useState('')
  const [en, setEn] = useState('')
  const [under, setUnder] = useState('')
  const isGrouped = groups.some((group) => group.children !== undefined)
  const add = async (): Promise<void> => {
    const words = { zh: zh.trim(), ...(en.trim() === '' ? {} : { en: en.trim() }) }
    const payload = { list, term, ...words, ...(under === '' ? {} : { under }) }
    if (await office.give({ type: 'vocabulary.edit', payload })) onDone()
  }
  return (
    <Card class="office__form">
      {isGrouped && (
        <Pick
          none={t('office.pick')}
          title={t('office.group')}
          value={under}
          options={groups.map((group) => [group.id, label(group)])}
          onPick={setUnder}
        />
      )}
      <Line title={t('office.zh')} value={zh} onInput={setZh} />
      <Line title={t('office.en')} value={en} onInput={setEn} />
      <Failed failure={office.failed} />
      <p class="office__do">
        <Button
          tone="go"
          disabled={office.going || zh.trim() === '' || (isGrouped && under === '')}
          onClick={() => void add()}
        >
          {t('office.save')}
        </Button>
      </p>
    </Card>
  )
}
