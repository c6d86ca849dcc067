import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Day, PersonId } from '../../domain/ids.ts'
import { offered } from '../../domain/terms.ts'
import { useClock, useLive, useView } from '../live.ts'
import { Moment, Pick } from '../parts/fields.tsx'
import { Button } from '../parts/pieces.tsx'
import { label, t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { Failed, useGridOptions } from './Frame.tsx'
import { useOffice } from './useOffice.ts'

interface GiveProps {
  readonly person: PersonId
  /** Somebody new comes with the first post. */
  readonly name?: string
  readonly onGiven: () => void
}
/** A dated right for a grid; several for one person, two heads for one grid, and stand-ins are all just posts. */
export function GivePost({ person, name, onGiven }: GiveProps): JSX.Element {
  const { doors } = useLive()
  const office = useOffice()
  const roles = useView()('vocabulary', 'roles')?.body.terms ?? []
  const [post] = useState(() => doors.newId())
  const [role, setRole] = useState('')
  const [grid, setGrid] = useState('')
  const [since, setSince] = useState<string>(todayOf(useClock()))
  const [until, setUntil] = useState('')
  const [standIn, setStandIn] = useState(false)
  const isReady = role !== '' && grid !== '' && since !== '' && name?.trim() !== ''
  const give = async (): Promise<void> => {
    const named = name === undefined ? {} : { name: name.trim() }
    const days = { since: since as Day, until: until === '' ? null : (until as Day) }
    const payload = { post, person, grid, role, ...days, ...named, ...(standIn ? { standIn } : {}) }
    if (await office.give({ type: 'post.give', payload })) onGiven()
  }
  return (
    <>
      <Pick
        none={t('office.pick')}
        title={t('office.role')}
        value={role}
        options={offered(roles).map((term) => [term.id, label(term)])}
        onPick={setRole}
      />
      <Pick none={t('office.pick')} title={t('office.grid')} value={grid} options={useGridOptions()} onPick={setGrid} />
      <Moment title={t('office.since')} value={since} onInput={setSince} />
      <Moment title={t('office.until')} hint={t('office.untilHint')} value={until} onInput={setUntil} />
      <p class="office__do">
        <button type="button" class="chip" aria-pressed={standIn} onClick={() => setStandIn(!standIn)}>
          {t('office.standIn')}
        </button>
      </p>
      <Failed failure={office.failed} />
      <p class="office__do">
        <Button tone="go" disabled={!isReady || office.going} onClick={() => void give()}>
          {t(office.going ? 'office.going' : 'office.givePost')}
        </Button>
      </p>
    </>
  )
}
