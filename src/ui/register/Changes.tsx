import type { ComponentChildren, JSX } from 'preact'
import { doorName } from '../../domain/address.ts'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { peopleOf } from '../../domain/today.ts'
import { useView } from '../live.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Card, Section } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { Departed } from './Departed.tsx'
import { useMayMerge, useMayMove } from './rights.ts'

/** Everything that may change about who lives here, in words; the most usual first. */
export function Changes({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const { here, contacts } = peopleOf(view, household.id)
  const mayMerge = useMayMerge(household)
  const mayMove = useMayMove(household)
  const at = (act: string): string => `/register/${household.id}/${act}`
  const door = household.body.doors[0]
  const building = view('door', door ?? '')?.body.building
  return (
    <Shell title={t('register.title')} sub={doorName(view, household)} back={`/household/${household.id}`}>
      {household.body.ended === undefined && (
        <>
          <Card class="changes">
            <Row icon="plus" href={at('person')} words={t('register.addPerson')} hint={t('register.addPersonHint')} />
            <Row icon="out" href={at('out')} words={t('register.moveOut')} hint={t('register.moveOutHint')} />
            {mayMove && <Row icon="map" href={at('move')} words={t('register.move')} hint={t('register.moveHint')} />}
            {here.length > 1 && (
              <Row icon="board" href={at('split')} words={t('register.split')} hint={t('register.splitHint')} />
            )}
            {door !== undefined && (
              <Row
                icon="home"
                href={`/movein/${door}`}
                words={t('register.another')}
                hint={t('register.anotherHint')}
              />
            )}
          </Card>
          {here.length + contacts.length > 0 && (
            <Section title={t('register.whoLeaves')}>
              <Card>
                {[...here, ...contacts].map((row) => (
                  <Row key={row.id} icon="me" href={at(`leave/${row.id}`)} words={maskName(row.body.name)}>
                    {t('register.leaves')}
                  </Row>
                ))}
              </Card>
            </Section>
          )}
          <Departed household={household} />
          {mayMerge && (
            <Section title={t('register.twice')}>
              <Card>
                <Row icon="return" href={at('merge')} words={t('register.merge')} hint={t('register.mergeHint')} />
                {(here.length + contacts.length > 1 ? here : []).map((row) => (
                  <Row
                    key={row.id}
                    icon="me"
                    href={at(`merge/${row.id}`)}
                    words={t('register.mergePerson', { name: maskName(row.body.name) })}
                  />
                ))}
              </Card>
            </Section>
          )}
        </>
      )}
      <Section title={t('register.looking')}>
        <Card>
          {building !== undefined && (
            <Row icon="pen" href={`/building/${building}/door/${door}`} words={t('door.edit')} />
          )}
          <Row icon="clock" href={at('history')} words={t('history.title')} hint={t('history.hint')} />
        </Card>
      </Section>
    </Shell>
  )
}

interface RowProps {
  readonly icon: IconName
  readonly href: string
  readonly words: string
  readonly hint?: string
  readonly children?: ComponentChildren
}
function Row({ icon, href, words, hint, children }: RowProps): JSX.Element {
  return (
    <a class="note" href={href}>
      <Icon name={icon} />
      <span class="note__t">
        {words}
        {hint !== undefined && <small>{hint}</small>}
      </span>
      {children !== undefined && <span class="soft">{children}</span>}
      <Icon name="next" size="s" />
    </a>
  )
}
