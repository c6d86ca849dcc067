import { networkInterfaces } from 'node:os'
import { renderUnicodeCompact } from 'uqr'
import type { SetUpLink } from '../domain/sign-in-code.ts'
import type { LastBackup } from './backup/files.ts'

export interface DemoCodes {
  readonly coordinator: string
  readonly microLeader: string
  readonly groupLeader: string
  readonly volunteer: string
}
export interface Started {
  readonly url: string
  readonly lan: string | undefined
  readonly https: boolean
  /** Only for a demo community: anybody who sees the screen may use them. */
  readonly codes: DemoCodes | undefined
  /** For the first coordinator, as long as there is none. */
  readonly setup: SetUpLink | undefined
  readonly lastBackup: LastBackup | undefined
}
const NAMES: Readonly<Record<keyof DemoCodes, string>> = {
  coordinator: 'Coordinator 居委干部',
  microLeader: 'Micro-grid leader 微网格长',
  groupLeader: 'Building-group leader 楼组长',
  volunteer: 'Volunteer 志愿者',
}

/** The address that phones on the same network reach; undefined without a network. */
export function lanUrl(url: string): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const address = all.find((each) => each.family === 'IPv4' && !each.internal)?.address
  if (address === undefined) return undefined
  const at = new URL(url)
  at.hostname = address
  return at.origin
}

export const jsonLine = ({ url, codes, setup }: Started): string =>
  `${JSON.stringify({ ready: true, url, codes, setup: setup === undefined ? undefined : setUpAddress(setup, url) })}\n`

export function bannerText(started: Started): string {
  const { url, lan, https, codes, setup, lastBackup } = started
  const lines = ['', `Minqing 民情  ${url}`]
  if (lan !== undefined && lan !== url) {
    lines.push(`On this network: ${lan}`)
    if (!https) {
      lines.push(
        '  Working offline on a phone needs HTTPS there: set TLS_CERT and TLS_KEY, or put a proxy with HTTPS in front.',
      )
    }
  }
  lines.push(
    lastBackup === undefined
      ? 'Backup 备份: none yet'
      : `Backup 备份: ${new Date(lastBackup.at).toLocaleString('sv')}  ${lastBackup.file}`,
  )
  if (setup !== undefined) lines.push('', ...setUpLines(setUpAddress(setup, lan ?? url)))
  else if (codes === undefined) lines.push('Sign-in codes come with posts: npm run import -- --posts FILE')
  else
    for (const [who, code] of Object.entries(codes))
      lines.push('', ...codeLines(NAMES[who as keyof DemoCodes], lan ?? url, code))
  return `${lines.join('\n')}\n`
}
/** The name goes along so that the form need not ask for one that is known; nothing of it reaches a server. */
const setUpAddress = ({ code, community }: SetUpLink, origin: string): string =>
  `${origin}/signin#setup=${code}${community === undefined ? '' : `&community=${encodeURIComponent(community)}`}`
const setUpLines = (address: string): string[] => [
  'Set-up link for the first coordinator, for one use 第一位社区干部的启用链接，只能用一次:',
  address,
  renderUnicodeCompact(address),
]
/** The code rides in the fragment, which no server and no log ever sees. */
function codeLines(name: string, origin: string, code: string): string[] {
  return [`${name}: ${code.slice(0, 5)}-${code.slice(5)}`, renderUnicodeCompact(`${origin}/signin#code=${code}`)]
}
