import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Term } from '../../domain/nouns.ts'
import { isEnded } from '../../domain/terms.ts'
import { FIXED_LISTS } from '../../domain/vocabulary-edit.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { label, t } from '../text/text.ts'
import { Deeds } from './Deeds.tsx'
import { Frame } from './Frame.tsx'
import { NewTerm, TermForm } from './TermForm.tsx'

/** The lists that people choose from. */
const LISTS = [
  ...(['visitMethods', 'visitPurposes', 'visitOutcomes', 'needCategories', 'observations', 'residentTags'] as const),
  ...(['dwellingStatus', 'residenceRelation', 'buildingAttributes', 'roles', 'careLevels', 'gridLevels'] as const),
  ...(['volunteerGroups', 'volunteerSkills', 'taskKinds', 'poiKinds', 'consentBases'] as const),
] as const
type ListName = (typeof LISTS)[number]

/** The community's own words: what they are called and in which order they are offered. */
export function Words(): JSX.Element {
  const { id: list } = useRoute().params
  const view = useView()
  const found = LISTS.find((one) => one === list)
  if (found !== undefined) return <OneList key={found} list={found} />
  return (
    <Frame title={t('office.to.words')} sub={t('office.wordsSub')}>
      <Card>
        {LISTS.map((one) => (
          <a key={one} class="note" href={`/office/words/${one}`}>
            <span class="note__t">
              {t(`office.list.${one}`)}
              <small>{t('office.terms', { count: flat(view('vocabulary', one)?.body.terms ?? []).length })}</small>
            </span>
            <Icon name="next" size="s" />
          </a>
        ))}
      </Card>
    </Frame>
  )
}
const flat = (terms: readonly Term[]): readonly Term[] => terms.flatMap((term) => [term, ...(term.children ?? [])])

function OneList({ list }: { readonly list: ListName }): JSX.Element {
  const terms = useView()('vocabulary', list)?.body.terms ?? []
  const [open, setOpen] = useState<string>()
  const mayAdd = !FIXED_LISTS.includes(list)
  const lines = (those: readonly Term[], depth: number): JSX.Element[] =>
    those.map((term, at) => (
      <div key={term.id}>
        <TermLine term={term} depth={depth} onTap={() => setOpen(open === term.id ? undefined : term.id)} />
        {open === term.id && (
          <TermForm list={list} term={term} previous={those[at - 1]?.id} onDone={() => setOpen(undefined)} />
        )}
        {term.children !== undefined && lines(term.children, depth + 1)}
      </div>
    ))
  return (
    <Frame title={t(`office.list.${list}`)} sub={t('office.wordsSub')} back="/office/words">
      <Card>{lines(terms, 0)}</Card>
      {mayAdd && (
        <p class="office__do">
          <Button icon="plus" onClick={() => setOpen(open === 'new' ? undefined : 'new')}>
            {t('office.addTerm')}
          </Button>
        </p>
      )}
      {open === 'new' && <NewTerm list={list} groups={terms} onDone={() => setOpen(undefined)} />}
      <Deeds about={{ kind: 'vocabulary', id: list }} />
    </Frame>
  )
}

interface LineProps {
  readonly term: Term
  readonly depth: number
  readonly onTap: () => void
}
function TermLine({ term, depth, onTap }: LineProps): JSX.Element {
  return (
    <button type="button" class="note" onClick={onTap} style={{ paddingLeft: `${14 + depth * 20}px` }}>
      <span class="note__t">
        {label(term)}
        <small>{term.zh === label(term) ? term.en : term.zh}</small>
      </span>
      {isEnded(term) && <span class="st st--plain">{t('office.stopped')}</span>}
      <Icon name="pen" size="s" />
    </button>
  )
}
