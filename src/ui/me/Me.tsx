import './me.css'
import type { ComponentChildren, JSX } from 'preact'
import { opensHouseholds } from '../../domain/in-charge.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { leafOf } from '../../domain/review.ts'
import { isAtOrBelow } from '../../domain/rights.ts'
import { useClock, useLive, useStatus, useView } from '../live.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Button, Card, Empty, Facts, Section } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useMayImport, useRights } from '../rights.ts'
import { chooseLanguage, TEXT_SIZES, THEMES, textSize, theme } from '../settings.ts'
import { LANGUAGES } from '../text/parts.ts'
import { label, language, t } from '../text/text.ts'
import { sayFullDay, todayOf } from '../text/when.ts'
import { useNeedsYou } from '../to-do.ts'
import { TroubleCard } from '../trouble/TroubleCard.tsx'
import { useChecks } from './readiness.ts'
import { SignOut } from './SignOut.tsx'

/** Who I am here, what of mine waits, whether I can go, and how the app shows itself. */
export function Me(): JSX.Element {
  const { session, trouble } = useStatus()
  return (
    <Shell title={t('me.title')} aside={<Facts of={[session.name, session.communityName]} />} sync tab="me">
      {trouble !== null && trouble !== 'offline' && <TroubleCard trouble={trouble} />}
      <div class="me">
        <Posts />
        <Work />
        <Show />
        <AppSection />
        <Section title={t('me.account')}>
          <SignOut />
        </Section>
      </div>
    </Shell>
  )
}

function Posts(): JSX.Element {
  const { posts } = useRights()
  return (
    <Section title={t('me.posts')}>
      <Card>
        {posts.length === 0 && <Empty title={t('me.noPosts')} hint={t('me.noPostsHint')} />}
        {posts.map((post) => (
          <PostRow key={post.id} post={post} />
        ))}
        {posts.length > 0 && <Row href="/me/badge" icon="me" words={t('me.badge')} small={t('me.badgeHint')} />}
      </Card>
    </Section>
  )
}
function PostRow({ post }: { readonly post: RowOf<'post'> }): JSX.Element {
  const view = useView()
  const { complete } = useStatus()
  const { grid, role, until, standIn } = post.body
  const term = view('vocabulary', 'roles')?.body.terms.find((one) => one.id === role)
  const opens = opensHouseholds(view, post.body, todayOf(useClock()))
  const leaves = new Map<string, boolean>()
  const households = view.all('household').filter((row) => {
    const leaf = row.body.ended === undefined ? leafOf(view, row.id) : undefined
    if (leaf === undefined) return false
    const inside = leaves.get(leaf) ?? isAtOrBelow(view, leaf, grid)
    leaves.set(leaf, inside)
    return inside
  })
  return (
    <p class="note">
      <span class="note__t">
        <b>{label(term) || role}</b> {view('grid', grid)?.body.name ?? ''}
        <small>
          <Facts
            of={[
              standIn === true && t('me.standIn'),
              until === null ? '' : t('me.until', { day: sayFullDay(until) }),
              complete && opens && households.length > 0 && t('me.households', { count: households.length }),
            ]}
          />
        </small>
      </span>
    </p>
  )
}

function Work(): JSX.Element {
  const mayImport = useMayImport()
  const { mayCoordinate, mayClaim } = useRights()
  const status = useStatus()
  const needs = useNeedsYou()
  const looks = useChecks().checks?.filter((check) => check.grade !== 'ok').length
  return (
    <Section title={t('me.work')}>
      <Card>
        <Row href="/needs" icon="you" words={t('me.needs')} you={needs > 0}>
          <span class={needs > 0 ? 'num num--you' : 'soft'}>{needs}</span>
        </Row>
        <Row href="/waiting" icon="phone" words={t('me.waiting')}>
          {status.waiting.length === 0 ? (
            <span class="st st--ok">
              <Icon name="check" size="s" />
              {t('me.waitingNone')}
            </span>
          ) : (
            <span class="num">{status.waiting.length}</span>
          )}
        </Row>
        {status.drafts.length > 0 && (
          <Row href="/" icon="pen" words={t('me.drafts')}>
            <span class="num">{status.drafts.length}</span>
          </Row>
        )}
        <Row href="/ready" icon="check" words={t('me.ready')} small={t('me.readyHint')}>
          {looks !== undefined && (
            <span class={looks === 0 ? 'soft' : 'me__look'}>
              {looks === 0 ? t('me.readyOk') : t('me.readyLook', { count: looks })}
            </span>
          )}
        </Row>
        {mayCoordinate && <Row href="/office" icon="cog" words={t('me.office')} small={t('me.officeHint')} />}
        {mayClaim && <Row href="/card" icon="task" words={t('me.card')} small={t('me.cardHint')} />}
        {mayImport('roster') && <Row href="/import" icon="up" words={t('me.import')} small={t('me.importHint')} />}
      </Card>
    </Section>
  )
}
interface RowProps {
  readonly href: string
  readonly icon: IconName
  readonly words: string
  readonly small?: string
  readonly you?: boolean
  readonly children?: ComponentChildren
}
function Row({ href, icon, words, small, you = false, children }: RowProps): JSX.Element {
  return (
    <a class={you ? 'note note--you' : 'note'} href={href}>
      <Icon name={icon} />
      <span class="note__t">
        {words}
        {small !== undefined && <small class="roomy">{small}</small>}
      </span>
      {children}
      <Icon name="next" size="s" />
    </a>
  )
}

function Show(): JSX.Element {
  return (
    <Section title={t('me.show')}>
      <Choice
        name={t('me.size')}
        options={TEXT_SIZES}
        chosen={textSize.value}
        say={(size) => t(`me.${size}`)}
        onChoose={(size) => {
          textSize.value = size
        }}
      />
      <Choice
        name={t('me.theme')}
        options={THEMES}
        chosen={theme.value}
        say={(one) => t(`me.${one}`)}
        onChoose={(one) => {
          theme.value = one
        }}
      />
      <Choice
        name={t('me.language')}
        options={LANGUAGES}
        chosen={language.value}
        say={(one) => t(`me.${one}`)}
        onChoose={(one) => void chooseLanguage(one)}
      />
    </Section>
  )
}
interface ChoiceProps<T extends string> {
  readonly name: string
  readonly options: readonly T[]
  readonly chosen: T
  readonly say: (option: T) => string
  readonly onChoose: (option: T) => void
}
function Choice<T extends string>({ name, options, chosen, say, onChoose }: ChoiceProps<T>): JSX.Element {
  return (
    <fieldset class="choice">
      <legend>{name}</legend>
      <div class="seg">
        {options.map((option) => (
          <button key={option} type="button" aria-pressed={option === chosen} onClick={() => onChoose(option)}>
            {option === chosen && <Icon name="check" size="s" />}
            {say(option)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function AppSection(): JSX.Element {
  const { doors } = useLive()
  const { syncing, drafts } = useStatus()
  const install = doors.install.value
  return (
    <Section title={t('me.app')}>
      <Card>
        {doors.updateWaits.value && (
          <div class="note">
            <Icon name="up" />
            <span class="note__t">
              <b>{t('me.update')}</b>
              <small>{t(drafts.length > 0 ? 'me.updateForm' : 'me.updateHint')}</small>
            </span>
            <Button tone="go" size="s" onClick={() => doors.applyUpdate()}>
              {t('me.updateNow')}
            </Button>
          </div>
        )}
        {install !== null && (
          <div class="note">
            <Icon name="phone" />
            <span class="note__t">
              <b>{t('me.install')}</b>
              <small>{t('me.installHint')}</small>
            </span>
            <Button size="s" onClick={() => void install()}>
              {t('me.installNow')}
            </Button>
          </div>
        )}
        {Reflect.get(navigator, 'standalone') === false && (
          <p class="note">
            <Icon name="phone" />
            <span class="note__t">{t('me.installIos')}</span>
          </p>
        )}
        <button type="button" class="note" aria-disabled={syncing} onClick={() => doors.syncNow()}>
          <Icon name="up" />
          <span class="note__t">{t(syncing ? 'me.syncing' : 'me.sync')}</span>
        </button>
      </Card>
    </Section>
  )
}
