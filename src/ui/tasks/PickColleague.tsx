import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { GridId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useNamed } from '../search/named.ts'
import { useColleagues } from './colleagues.ts'

/** More names than that are narrowed by typing. */
const MOST_NAMES = 6

interface PickColleagueProps {
  readonly grid: GridId
  readonly without: readonly string[]
  readonly title: string
  /** What is said where nobody is found. */
  readonly none: string
  readonly class?: string
  /** How one of them is offered. */
  readonly children: (person: RowOf<'person'>) => JSX.Element
}
/** Somebody who may claim tasks of a grid, found by name or by its letters. */
export function PickColleague({ grid, without, title, none, children, ...list }: PickColleagueProps): JSX.Element {
  const [words, setWords] = useState('')
  const isNamed = useNamed(words)
  const found = useColleagues(grid, without)
    .filter(({ body }) => isNamed(body.name))
    .slice(0, MOST_NAMES)
  return (
    <>
      <label class="lbl">
        <span>{title}</span>
        <input
          class="field"
          value={words}
          autocomplete="off"
          maxLength={60}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <div {...list}>{found.map(children)}</div>
      {found.length === 0 && <p class="soft">{none}</p>}
    </>
  )
}
