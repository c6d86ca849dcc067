import type { JSX } from 'preact'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { label } from '../text/text.ts'

/** The order of the stairs, not of the list: what happens most lies first and is largest. Unknown ones follow. */
const ORDER = ['met', 'met_other', 'not_home', 'phone_ok', 'partial', 'refused', 'hospital', 'vacant', 'wrong_record']
const LARGE = 3

interface OutcomesProps {
  readonly chosen: string | undefined
  readonly onChoose: (outcome: string) => void
}
export function Outcomes({ chosen, onChoose }: OutcomesProps): JSX.Element {
  const terms = useView()('vocabulary', 'visitOutcomes')?.body.terms ?? []
  const place = (id: string): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length)
  const ordered = [...terms].sort((a, b) => place(a.id) - place(b.id))
  return (
    <div class="out">
      {ordered.map((term, at) => (
        <button
          key={term.id}
          type="button"
          class={at < LARGE ? 'out__main' : ''}
          aria-pressed={chosen === term.id}
          onClick={() => onChoose(term.id)}
        >
          {chosen === term.id && (
            <span class="tick">
              <Icon name="check" size="s" />
            </span>
          )}
          {label(term)}
        </button>
      ))}
    </div>
  )
}
