import './me.css'
import type { JSX } from 'preact'
import { useClock, useLive, useStatus } from '../live.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { language, t } from '../text/text.ts'
import { type Clock, sayWhen } from '../text/when.ts'
import type { Check, Grade } from './checks.ts'
import { useChecks } from './readiness.ts'

/** Before leaving for the stairs: each thing that could spoil the round, in words, with what to do about it. */
export function Ready(): JSX.Element {
  const { doors } = useLive()
  const status = useStatus()
  const { checks, again } = useChecks()
  const asking = checks?.filter((check) => check.grade !== 'ok').length ?? 0
  return (
    <Shell
      title={t('ready.title')}
      sub={t('ready.sub')}
      back="/me"
      sync
      tab="me"
      dock={
        <>
          <Button size="big" wide onClick={again}>
            {t('ready.again')}
          </Button>
          <Button size="big" tone="go" wide onClick={() => doors.syncNow()}>
            {t(status.syncing ? 'me.syncing' : 'me.sync')}
          </Button>
        </>
      }
    >
      <div class={asking === 0 && checks !== undefined ? 'sum sum--ok' : 'sum'} role="status">
        <Icon name={checks === undefined ? 'clock' : asking === 0 ? 'check' : 'flag'} />
        <p>
          <b>
            {checks === undefined
              ? t('ready.checking')
              : asking === 0
                ? t('ready.allGood')
                : t('ready.some', { count: asking })}
          </b>
          {asking === 0 && checks !== undefined && <small>{t('ready.allGoodHint')}</small>}
        </p>
      </div>
      <Card>
        <ul>
          {[...(checks ?? [])]
            .sort((a, b) => WEIGHT[b.grade] - WEIGHT[a.grade])
            .map((check) => (
              <CheckRow key={check.name} check={check} />
            ))}
        </ul>
      </Card>
    </Shell>
  )
}
const WEIGHT: Readonly<Record<Grade, number>> = { bad: 2, look: 1, ok: 0 }
const LOOKS: Readonly<Record<Grade, { readonly icon: IconName; readonly tone: string }>> = {
  ok: { icon: 'check', tone: 'go' },
  look: { icon: 'flag', tone: 'warn' },
  bad: { icon: 'you', tone: 'you' },
}

function CheckRow({ check }: { readonly check: Check }): JSX.Element {
  const clock = useClock()
  const { session } = useStatus()
  const install = useLive().doors.install.value
  const { finding, todo } = sayCheck(check, { clock, name: session.name })
  const look = LOOKS[check.grade]
  return (
    <li class="check">
      <b>{t(`ready.${check.name}`)}</b>
      <span class={`st st--${look.tone}`}>
        <Icon name={look.icon} size="s" />
        {t(`ready.${check.grade}`)}
      </span>
      <p>{finding}</p>
      {todo !== undefined && <p class="soft">{todo}</p>}
      {check.name === 'installed' && check.grade !== 'ok' && install !== null && (
        <Button size="s" onClick={() => void install()}>
          {t('me.install')}
        </Button>
      )}
    </li>
  )
}

interface Said {
  readonly finding: string
  readonly todo?: string
}
function sayCheck(check: Check, at: { readonly clock: Clock; readonly name: string }): Said {
  switch (check.name) {
    case 'data':
      return sayData(check, at.clock)
    case 'unsent':
      return { finding: check.count === 0 ? t('ready.unsent.none') : t('ready.unsent.some', { count: check.count }) }
    case 'shell':
      return check.finding === 'ok'
        ? { finding: t('ready.shell.ok') }
        : { finding: t('ready.shell.no'), todo: t('ready.shell.no.do') }
    case 'session':
      if (check.finding === 'ok') return { finding: t('ready.session.ok', { name: at.name }) }
      return { finding: t(`ready.session.${check.finding}`), todo: t(`ready.session.${check.finding}.do`) }
    case 'storage':
      return check.finding === 'kept'
        ? { finding: t('ready.storage.kept') }
        : { finding: t('ready.storage.loose'), todo: t('ready.storage.loose.do') }
    case 'space':
      if (check.bytes === null) return { finding: t('ready.space.unknown') }
      return check.finding === 'low'
        ? { finding: t('ready.space.low', { size: sayBytes(check.bytes) }), todo: t('ready.space.low.do') }
        : { finding: t('ready.space.ok', { size: sayBytes(check.bytes) }) }
    case 'clock':
      return sayClock(check)
    case 'installed':
      return check.finding === 'ok'
        ? { finding: t('ready.installed.ok') }
        : { finding: t('ready.installed.no'), todo: t('ready.installed.no.do') }
    default: {
      const never: never = check
      return never
    }
  }
}
function sayData(check: Extract<Check, { name: 'data' }>, clock: Clock): Said {
  if (check.at === null || check.finding === 'none') {
    return { finding: t('ready.data.none'), todo: t('ready.data.none.do') }
  }
  const when = sayWhen(check.at, clock)
  return check.finding === 'fresh'
    ? { finding: t('ready.data.fresh', { when }) }
    : { finding: t('ready.data.old', { when }), todo: t('ready.data.old.do') }
}
function sayClock(check: Extract<Check, { name: 'clock' }>): Said {
  const amount = saySpan(Math.abs(check.milliseconds))
  switch (check.finding) {
    case 'ok':
      return { finding: t('ready.clock.ok') }
    case 'unknown':
      return { finding: t('ready.clock.unknown'), todo: t('ready.clock.unknown.do') }
    case 'fast':
      return { finding: t('ready.clock.fast', { amount }), todo: t('ready.clock.do') }
    case 'slow':
      return { finding: t('ready.clock.slow', { amount }), todo: t('ready.clock.do') }
    default: {
      const never: never = check.finding
      return never
    }
  }
}
const MINUTE = 60_000
function saySpan(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE)
  if (minutes < 120) return t('ready.minutes', { count: minutes })
  const hours = Math.round(minutes / 60)
  return hours < 48 ? t('ready.hours', { count: hours }) : t('ready.days', { count: Math.round(hours / 24) })
}
function sayBytes(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? (['gigabyte', bytes / 1e9] as const) : (['megabyte', bytes / 1e6] as const)
  return new Intl.NumberFormat(language.value, {
    style: 'unit',
    unit,
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size)
}
