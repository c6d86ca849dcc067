import type { JSX } from 'preact'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Card } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { Frame } from './Frame.tsx'

const PLACES: readonly {
  readonly to: 'people' | 'invite' | 'grids' | 'words' | 'passphrase'
  readonly icon: IconName
}[] = [
  { to: 'people', icon: 'me' },
  { to: 'invite', icon: 'print' },
  { to: 'grids', icon: 'board' },
  { to: 'words', icon: 'list' },
  { to: 'passphrase', icon: 'lock' },
]

/** What a coordinator arranges: who does what, by which phone. */
export function Office(): JSX.Element {
  return (
    <Frame title={t('office.title')} sub={t('office.sub')} back="/me">
      <Card>
        {PLACES.map(({ to, icon }) => (
          <a key={to} class="note" href={`/office/${to}`}>
            <Icon name={icon} />
            <span class="note__t">
              {t(`office.to.${to}`)}
              <small>{t(`office.to.${to}.hint`)}</small>
            </span>
            <Icon name="next" size="s" />
          </a>
        ))}
      </Card>
    </Frame>
  )
}
