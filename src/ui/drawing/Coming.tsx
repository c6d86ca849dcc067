import './drawing.css'
import type { JSX } from 'preact'
import { comingTo } from '../../domain/coming.ts'
import { asId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { sayComing } from '../map/coming-words.ts'
import { announce } from '../parts/live-region.ts'
import { Button, Card } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayDate } from '../text/when.ts'
import { useAct } from './useAct.ts'

/** What has been decided about a grid and waits for its day; it can be withdrawn until then. */
export function Coming({ grid }: { readonly grid: RowOf<'grid'> }): JSX.Element | null {
  const view = useView()
  const coming = comingTo(view, asId(grid.id))
  if (coming.length === 0) return null
  return (
    <Card>
      {coming.map((row) => (
        <One key={row.id} row={row} />
      ))}
    </Card>
  )
}
function One({ row }: { readonly row: RowOf<'redraw'> }): JSX.Element {
  const view = useView()
  const { isGoing, failed, act } = useAct()
  const by = view('person', row.body.by)?.body.name ?? ''
  const withdraw = async (): Promise<void> => {
    if (await act('redraw.withdraw', { redraw: row.id })) announce(t('drawing.withdrawn'))
  }
  return (
    <div class="note bn__row">
      <span class="note__t">
        <b>{t('map.comingOn', { day: sayDate(row.body.on) })}</b> {sayComing(view, row.body)}
        <small>{t('drawing.decidedBy', { person: by })}</small>
        {failed !== undefined && (
          <small class="late" role="alert">
            {t(failed)}
          </small>
        )}
      </span>
      <Button tone="stop" size="s" disabled={isGoing} onClick={() => void withdraw()}>
        {t('drawing.withdraw')}
      </Button>
    </div>
  )
}
