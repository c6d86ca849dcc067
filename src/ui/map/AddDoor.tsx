import type { JSX } from 'preact'
import { stairName } from '../../domain/address.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { Button } from '../parts/pieces.tsx'
import { useStairsOf } from '../register/rights.ts'
import { t } from '../text/text.ts'

/** Below the board: a door that stands in the house and not on it. One for each stair that is this person's. */
export function AddDoor({ building }: { readonly building: RowOf<'building'> }): JSX.Element {
  const stairs = useStairsOf(building)
  return (
    <>
      {stairs.map((stair) => (
        <p key={stair.id} class="bd__add">
          <Button wide icon="plus" href={`/building/${building.id}/door?stair=${encodeURIComponent(stair.id)}`}>
            {stairs.length === 1 ? t('map.addDoor') : t('map.addDoorOf', { stair: stairName(building.body, stair) })}
          </Button>
        </p>
      ))}
    </>
  )
}
