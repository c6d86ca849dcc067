import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Alike, findAlike } from '../../domain/alike.ts'
import { maskName } from '../../domain/mask.ts'
import { useDoorName } from '../door-names.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Facts } from '../parts/pieces.tsx'
import { useSounds } from '../search/named.ts'
import { t } from '../text/text.ts'

interface AlikeNoteProps {
  readonly entered: { readonly name: string; readonly birth: string }
  readonly door: string
  /** Whose name it is, where it is a record that is there already. */
  readonly self?: string
}
/** Tells of people registered already who may be the one being typed; saving goes on all the same. */
export function AlikeNote({ entered: { name, birth }, door, self }: AlikeNoteProps): JSX.Element {
  const view = useView()
  const sounds = useSounds(name.trim().length >= 2)
  const found = useMemo(
    () => findAlike(view, { name, birth, door, ...(self === undefined ? {} : { self }) }, sounds),
    [view, name, birth, door, self, sounds],
  )
  return (
    <div role="status">
      {found.length > 0 && (
        <div class="card alike">
          <p>
            <b>{t('register.alike')}</b> <span class="soft">{t('register.alikeHint')}</span>
          </p>
          {found.map((one) => (
            <Found key={one.resident.id} alike={one} />
          ))}
        </div>
      )}
    </div>
  )
}
function Found({ alike: { resident, household, by } }: { readonly alike: Alike }): JSX.Element {
  const doorOf = useDoorName()
  const { name, ended } = resident.body
  const isGone = ended !== undefined || household.body.ended !== undefined
  return (
    <a class="note" href={`/household/${household.id}`}>
      <Icon name="me" />
      <span class="note__t">
        <b>{maskName(name)}</b> {doorOf(household)}
        <small>
          <Facts of={[...by.map((each) => t(`register.alike.${each}`)), isGone && t('register.alike.gone')]} />
        </small>
      </span>
      <Icon name="next" size="s" />
    </a>
  )
}
