import type { ComponentType, JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { Grids } from './Grids.tsx'
import { Invite } from './Invite.tsx'
import { Office } from './Office.tsx'
import { Passphrase } from './Passphrase.tsx'
import { People } from './People.tsx'
import { PersonPage } from './PersonPage.tsx'
import { Words } from './Words.tsx'

const SCREENS: Readonly<Record<string, ComponentType>> = {
  people: People,
  person: PersonPage,
  invite: Invite,
  grids: Grids,
  words: Words,
  passphrase: Passphrase,
}

/** All of administration in one piece: by the second part of the address. */
export function OfficeScreens(): JSX.Element {
  const { what = '' } = useRoute().params
  const Screen = Object.hasOwn(SCREENS, what) ? SCREENS[what] : undefined
  return Screen === undefined ? <Office /> : <Screen />
}
