import type { JSX } from 'preact'
import { useLive, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Card, Meter } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'

/**
 * Until the first sync has ended no due list and no count is shown: half of them would be wrong. Door boards that
 * have arrived open already.
 */
export function Arriving(): JSX.Element {
  const { status } = useLive()
  const view = useView()
  const { progress } = status.value
  const arrived = new Set(view.all('door').map((door) => door.body.building))
  const buildings = view
    .all('building')
    .filter((building) => [...arrived].some((id) => id === building.id))
    .sort((a, b) => a.body.order - b.body.order)
  const words = progress === null ? t('today.firstWait') : t('today.firstCount', progress)
  return (
    <>
      <Card class="arriving">
        <h2 class="q">{t('today.first')}</h2>
        {progress !== null && <Meter {...progress} words={words} />}
        <p>{words}</p>
        <p class="soft">{t('today.firstHint')}</p>
      </Card>
      {buildings.length > 0 && (
        <section>
          <div class="sec">
            <h2>{t('today.arrived')}</h2>
            <span class="sec__n">{buildings.length}</span>
          </div>
          <Card>
            {buildings.map((building) => (
              <a key={building.id} class="note" href={`/building/${building.id}`}>
                <Icon name="board" />
                <span class="note__t">{building.body.name}</span>
                <Icon name="next" size="s" />
              </a>
            ))}
          </Card>
        </section>
      )}
    </>
  )
}
