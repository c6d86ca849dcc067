import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Access, Account, Preview, Share } from '../../domain/admin-wire.ts'
import type { Day, PersonId } from '../../domain/ids.ts'
import { useView } from '../live.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayFullDay } from '../text/when.ts'
import { Failed, useGridName } from './Frame.tsx'
import { type Command, type Giving, useOffice } from './useOffice.ts'

interface PreviewedProps {
  readonly command: Command | undefined
  /** On the button that does it. */
  readonly words: string
  /** Whose work may still lie unsent on a phone. */
  readonly leaving?: PersonId
  /** The name of somebody whom the register does not know yet. */
  readonly newcomer?: string
  readonly onDone: () => void
}
/** A command whose effect on others' sight is shown first; whatever is changed in it asks for another look. */
export function Previewed({ command, words, leaving, newcomer = '', onDone }: PreviewedProps): JSX.Element {
  const office = useOffice()
  const { shown, look } = usePreview(office, command, leaving)
  const go = async (): Promise<void> => {
    if (command !== undefined && (await office.give(command))) onDone()
  }
  return (
    <>
      {shown !== undefined && <Effect {...shown} newcomer={newcomer} />}
      <Failed failure={office.failed} />
      <p class="office__do">
        {shown === undefined ? (
          <Button tone="go" disabled={command === undefined || office.going} onClick={() => void look()}>
            {t(office.going ? 'office.going' : 'office.preview')}
          </Button>
        ) : (
          <Button tone="go" disabled={office.going} onClick={() => void go()}>
            {t('office.confirm', { what: words })}
          </Button>
        )}
      </p>
    </>
  )
}

interface Shown {
  readonly preview: Preview
  readonly unsent: number
}
/** What the server says a command would do; undefined until it has been asked about this very one. */
export function usePreview(
  office: Giving,
  command: Command | undefined,
  leaving?: PersonId,
): { readonly shown: Shown | undefined; readonly look: () => Promise<void> } {
  const [seen, setSeen] = useState<Shown & { readonly of: string }>()
  const of = JSON.stringify(command)
  const asked = useRef(of)
  const look = async (): Promise<void> => {
    if (command === undefined) return
    asked.current = of
    const account =
      leaving && (await office.ask<{ readonly account: Account }>('account.show', { person: leaving }))?.account
    const preview = await office.preview(command)
    const devices = account?.devices.filter((device) => device.ended === undefined) ?? []
    const unsent = devices.reduce((sum, device) => sum + (device.unsent ?? 0), 0)
    // The answer to an older question may come after that to the newer one.
    if (preview !== undefined && asked.current === of) setSeen({ of, preview, unsent })
  }
  return { shown: seen?.of === of ? seen : undefined, look }
}

/** What comes to hang elsewhere, and who begins and ceases to see whom. */
export function Effect({ preview, unsent, newcomer = '' }: Shown & { readonly newcomer?: string }): JSX.Element {
  const view = useView()
  const nameOf = ({ person }: Access): string => view('person', person)?.body.name ?? newcomer
  const { from, moved, access } = preview
  return (
    <div role="status">
      <p class="lbl">{t('office.from', { day: sayFullDay(from as Day) })}</p>
      {moved.households > 0 && <p>{t('office.moved', { ...moved })}</p>}
      {access.length === 0 && <p>{t('office.noChange')}</p>}
      <ul>
        {access.map((one) => (
          <li key={one.person}>
            <b>{nameOf(one)}</b>
            <Shares shares={one.gains} words="gains" />
            <Shares shares={one.loses} words="loses" />
          </li>
        ))}
      </ul>
      <p class="soft">{unsent > 0 ? t('office.unsentStays', { count: unsent }) : t('office.lateStays')}</p>
    </div>
  )
}
function Shares({ shares, words }: { readonly shares: readonly Share[]; readonly words: 'gains' | 'loses' }) {
  const gridName = useGridName()
  if (shares.length === 0) return null
  const households = shares.reduce((sum, share) => sum + share.households, 0)
  const people = shares.reduce((sum, share) => sum + share.people, 0)
  const named = shares.slice(0, 4).map(({ grid }) => gridName(grid))
  const where =
    shares.length > named.length
      ? t('office.andMore', { grids: named.join(t('office.comma')), count: shares.length })
      : named.join(t('office.comma'))
  return <p>{t(`office.${words}`, { where, households, people })}</p>
}
