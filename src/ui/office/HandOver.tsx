import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Day } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { staffIn } from '../../domain/staff.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useClock, useLive, useView } from '../live.ts'
import { Line, Moment, Pick } from '../parts/fields.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { Previewed } from './Previewed.tsx'

const NEW = 'new'

/** The same right goes to a successor from a day on; who gains and loses what is shown before anything is done. */
export function HandOver({ post, onDone }: { readonly post: RowOf<'post'>; readonly onDone: () => void }): JSX.Element {
  const { doors } = useLive()
  const view = useView()
  const today = todayOf(useClock())
  const [next] = useState(() => doors.newId())
  const [newcomer] = useState(() => doors.newId())
  const [chosen, setChosen] = useState('')
  const [name, setName] = useState('')
  const [on, setOn] = useState<string>(today)
  const staff = staffIn(view, useMayCoordinate(), today).filter(({ person }) => person.id !== post.body.person)
  const isNew = chosen === NEW
  const isReady = on !== '' && chosen !== '' && (!isNew || name.trim() !== '')
  const person = isNew ? newcomer : chosen
  const named = isNew ? { name: name.trim() } : {}
  const payload = { post: post.id, next, person, on: on as Day, ...named }
  return (
    <>
      <Pick
        none={t('office.pick')}
        title={t('office.successor')}
        value={chosen}
        options={[[NEW, t('office.newPerson')], ...staff.map((one) => [one.person.id, one.person.body.name] as const)]}
        onPick={setChosen}
      />
      {isNew && <Line title={t('office.name')} hint={t('office.nameHint')} value={name} onInput={setName} />}
      <Moment title={t('office.handOverDay')} hint={t('office.handOverHint')} value={on} onInput={setOn} />
      <Previewed
        command={isReady ? { type: 'post.hand_over', payload } : undefined}
        words={t('office.handOver')}
        leaving={post.body.person}
        newcomer={isNew ? name.trim() : ''}
        onDone={onDone}
      />
    </>
  )
}
