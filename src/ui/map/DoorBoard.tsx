import type { JSX } from 'preact'
import { Shell } from '../parts/Shell.tsx'

export function DoorBoard(): JSX.Element {
  return (
    <Shell title="" tab="map">
      <p />
    </Shell>
  )
}
