import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Account, Device } from '../../domain/admin-wire.ts'
import type { PersonId } from '../../domain/ids.ts'
import { useClock } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Facts, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { Failed } from './Frame.tsx'
import { type Giving, useOffice } from './useOffice.ts'

/** How somebody comes in: the phones in use, with what they last told, and a code or none. */
export function AccountCard({ person }: { readonly person: PersonId }): JSX.Element {
  const office = useOffice()
  const clock = useClock()
  const [account, setAccount] = useState<Account>()
  const load = async (): Promise<void> => {
    setAccount((await office.ask<{ readonly account: Account }>('account.show', { person }))?.account)
  }
  const first = useRef(load)
  useEffect(() => void first.current(), [])
  const devices = account?.devices ?? []
  return (
    <Section title={t('office.devices')}>
      <Failed failure={office.failed} />
      <Card>
        {account !== undefined && devices.length === 0 && <p class="note">{t('office.noDevice')}</p>}
        {devices.map((device) => (
          <DeviceLine key={device.id} device={device} office={office} person={person} onDone={() => void load()} />
        ))}
        {account?.codeUntil != null && (
          <p class="note">{t('office.codeUntil', { when: sayWhen(account.codeUntil, clock) })}</p>
        )}
        {account?.hasPassphrase === true && <p class="note">{t('office.hasPassphrase')}</p>}
      </Card>
      <p class="office__do">
        <Button icon="print" href={`/office/invite?who=${person}`}>
          {t('office.inviteOne')}
        </Button>
      </p>
    </Section>
  )
}

interface DeviceProps {
  readonly device: Device
  readonly person: PersonId
  readonly office: Giving
  readonly onDone: () => void
}
function DeviceLine({ device, person, office, onDone }: DeviceProps): JSX.Element {
  const clock = useClock()
  const [asked, setAsked] = useState(false)
  const { heardAt, build, unsent, since, ended, isThis } = device
  const revoke = async (): Promise<void> => {
    setAsked(false)
    if ((await office.ask('device.revoke', { person, device: device.id })) !== undefined) onDone()
  }
  return (
    <div class="note">
      <Icon name="phone" />
      <span class="note__t">
        {t(isThis ? 'office.thisDevice' : 'office.device', { when: sayWhen(since, clock) })}
        <small>
          <Facts
            of={[
              heardAt === null ? t('office.neverHeard') : t('office.heard', { when: sayWhen(heardAt, clock) }),
              unsent !== null && t('office.unsent', { count: unsent }),
              build !== null && t('office.build', { build }),
            ]}
          />
        </small>
      </span>
      {ended === undefined ? (
        <Button
          size="s"
          tone="stop"
          label={t('office.revokeOne', { when: sayWhen(since, clock) })}
          onClick={() => setAsked(true)}
        >
          {t('office.revoke')}
        </Button>
      ) : (
        <span class="st st--plain">{t(ended.isTaken ? 'office.revoked' : 'office.signedOut')}</span>
      )}
      {asked && <RevokeDialog unsent={unsent ?? 0} onClose={() => setAsked(false)} onGo={() => void revoke()} />}
    </div>
  )
}

interface RevokeProps {
  readonly unsent: number
  readonly onClose: () => void
  readonly onGo: () => void
}
function RevokeDialog({ unsent, onClose, onGo }: RevokeProps): JSX.Element {
  return (
    <Dialog
      title={t('office.revokeTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('go.cancel')}</Button>
          <Button tone="stop" onClick={onGo}>
            {t('office.revoke')}
          </Button>
        </>
      }
    >
      <p>{t('office.revokeHint')}</p>
      {unsent > 0 && <p>{t('office.revokeUnsent', { count: unsent })}</p>}
    </Dialog>
  )
}
