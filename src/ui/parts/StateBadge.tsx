import type { JSX } from 'preact'
import type { RecordState } from '../../store/contract.ts'
import { t } from '../text/text.ts'
import { Icon, type IconName } from './Icon.tsx'

const LOOKS: Readonly<Record<RecordState, { readonly icon: IconName; readonly tone: string }>> = {
  phone: { icon: 'phone', tone: 'phone' },
  sent: { icon: 'up', tone: 'wait' },
  received: { icon: 'check', tone: 'ok' },
}
/** How far a record has come, in words and a glyph; green is the server's receipt alone. */
export function StateBadge({ state }: { readonly state: RecordState }): JSX.Element {
  const look = LOOKS[state]
  return (
    <span class={`st st--${look.tone}`}>
      <Icon name={look.icon} size="s" />
      {t(`state.${state}`)}
    </span>
  )
}
