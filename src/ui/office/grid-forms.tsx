import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { PayloadOf } from '../../domain/commands.ts'
import type { GridId } from '../../domain/ids.ts'
import { levelsUnder } from '../../domain/levels.ts'
import type { GridBody, GridLevel } from '../../domain/nouns.ts'
import type { View } from '../../store/contract.ts'
import { useLive, useView } from '../live.ts'
import { Line, Pick } from '../parts/fields.tsx'
import { Button } from '../parts/pieces.tsx'
import { label, t } from '../text/text.ts'
import { Failed, useFrom, useGridOptions } from './Frame.tsx'
import { Previewed } from './Previewed.tsx'
import { type Command, useOffice } from './useOffice.ts'

export interface GridFormProps {
  readonly grid: GridId
  readonly body: GridBody
  readonly onDone: () => void
}

/** A button that carries a command out, and why it was not. */
function Do({ command, words, onDone }: { command: Command | undefined; words: string; onDone: () => void }) {
  const office = useOffice()
  const go = async (): Promise<void> => {
    if (command !== undefined && (await office.give(command))) onDone()
  }
  return (
    <>
      <Failed failure={office.failed} />
      <p class="office__do">
        <Button tone="go" disabled={command === undefined || office.going} onClick={() => void go()}>
          {office.going ? t('office.going') : words}
        </Button>
      </p>
    </>
  )
}

export function AddGrid({ grid: parent, body, onDone }: GridFormProps): JSX.Element {
  const { doors } = useLive()
  const terms = useView()('vocabulary', 'gridLevels')?.body.terms ?? []
  const [grid] = useState(() => doors.newId())
  const levels = levelsUnder(body.level)
  const [level, setLevel] = useState<string>(levels[0] ?? '')
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const isReady = name.trim() !== '' && level !== ''
  const coded = code.trim() === '' ? {} : { code: code.trim() }
  const payload = { grid, parent, level: level as GridLevel, name: name.trim(), ...coded }
  return (
    <>
      <Pick
        none={t('office.pick')}
        title={t('office.level')}
        value={level}
        options={levels.map((one) => [one, label(terms.find(({ id }) => id === one)) || one])}
        onPick={setLevel}
      />
      <Line title={t('office.gridName')} value={name} onInput={setName} />
      <Line title={t('office.code')} value={code} onInput={setCode} />
      <Do command={isReady ? { type: 'grid.add', payload } : undefined} words={t('office.grid.add')} onDone={onDone} />
    </>
  )
}

export function NameGrid({ grid, body, onDone }: GridFormProps): JSX.Element {
  const [name, setName] = useState(body.name)
  const [code, setCode] = useState(body.code ?? '')
  const coded = code.trim() === '' ? {} : { code: code.trim() }
  const payload = { grid, name: name.trim(), ...coded }
  return (
    <>
      <Line title={t('office.gridName')} value={name} onInput={setName} />
      <Line title={t('office.code')} value={code} onInput={setCode} />
      <Do
        command={payload.name === '' ? undefined : { type: 'grid.rename', payload }}
        words={t('office.save')}
        onDone={onDone}
      />
    </>
  )
}

/** With all that hangs on it, from a day on; whose households those are is shown before. */
export function MoveGrid({ grid, body, onDone }: GridFormProps): JSX.Element {
  const view = useView()
  const from = useFrom()
  const [parent, setParent] = useState('')
  const options = useGridOptions().filter(([id]) => {
    const level = view('grid', id)?.body.level
    return id !== body.parent && level !== undefined && levelsUnder(level).includes(body.level)
  })
  const payload = { ...from.redraw, grid, grids: [{ grid, to: parent }], buildings: [] }
  return (
    <>
      <Pick none={t('office.pick')} title={t('office.under')} value={parent} options={options} onPick={setParent} />
      {from.field}
      <Previewed
        command={parent === '' || from.redraw.on === '' ? undefined : { type: 'grid.redraw', payload }}
        words={t('office.grid.move')}
        onDone={onDone}
      />
    </>
  )
}

const WHYS = ['merged', 'mistake'] as const
/** What hangs on it goes to another grid on the same day. */
export function EndGrid({ grid, body, onDone }: GridFormProps): JSX.Element {
  const view = useView()
  const from = useFrom()
  const [why, setWhy] = useState<(typeof WHYS)[number]>('merged')
  const [to, setTo] = useState('')
  const options = useGridOptions().filter(([id]) => id !== grid && view('grid', id)?.body.level === body.level)
  const payload = { ...from.redraw, grid, ...hangingOn(view, grid, to), end: why }
  return (
    <>
      {from.field}
      <Pick none={t('office.pick')} title={t('office.goesTo')} value={to} options={options} onPick={setTo} />
      <p class="soft">{t('office.goesToHint')}</p>
      <fieldset class="choice">
        <legend>{t('office.why')}</legend>
        <div class="chips">
          {WHYS.map((one) => (
            <button key={one} type="button" class="chip" aria-pressed={one === why} onClick={() => setWhy(one)}>
              {t(`office.why.${one}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <Previewed
        command={from.redraw.on === '' ? undefined : { type: 'grid.redraw', payload }}
        words={t('office.grid.end')}
        onDone={onDone}
      />
    </>
  )
}
interface Hanging {
  readonly grids: PayloadOf<'grid.redraw'>['grids']
  readonly buildings: PayloadOf<'grid.redraw'>['buildings']
}
/** Everything that hangs on a grid itself, going to another. */
function hangingOn(view: View, grid: GridId, to: string): Hanging {
  if (to === '') return { grids: [], buildings: [] }
  const grids = view.all('grid').filter(({ body }) => body.parent === grid && body.ended === undefined)
  const buildings = view.all('building').flatMap(({ id, body }) => {
    const stairs = body.stairs.filter((stair) => stair.grid === grid).map((stair) => stair.id)
    return stairs.length === 0 || body.ended !== undefined ? [] : [{ building: id, stairs, to }]
  })
  return { grids: grids.map(({ id }) => ({ grid: id, to })), buildings }
}
