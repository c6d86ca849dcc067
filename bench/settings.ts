import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { NETS, type Net } from './machine/wire.ts'

const ADAPTERS = ['limit', 'ours', 'yjs', 'pouchdb'] as const
export type Adapter = (typeof ADAPTERS)[number]
/** These need packages of their own (bench/package.json). */
const PEERS: readonly Adapter[] = ['yjs', 'pouchdb']
const SCALES = ['1', '10'] as const
const THROTTLES = ['1', '4'] as const

export interface Settings {
  readonly adapters: readonly Adapter[]
  readonly runs: number
  readonly scale: number
  readonly throttle: number
  readonly net: Net
  readonly small: boolean
  readonly json: string | undefined
}
const OPTIONS = {
  adapters: { type: 'string', default: ADAPTERS.join(',') },
  runs: { type: 'string', default: '3' },
  scale: { type: 'string', default: '1' },
  throttle: { type: 'string', default: '1' },
  net: { type: 'string', default: 'loop' },
  /** Few buildings, few visits and no tenfold server: to see that the program works. */
  small: { type: 'boolean', default: false },
  json: { type: 'string' },
} as const

/** What was asked for; a line that says what is wrong with it, so that nobody waits for what was not asked. */
export function readSettings(args: readonly string[]): Settings | string {
  try {
    return check(parseArgs({ args: [...args], options: OPTIONS }).values)
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']
function check(values: Values): Settings {
  const names = values.adapters.split(',')
  const adapters = names.map((name) => oneOf('adapters', name, ADAPTERS))
  if (new Set(adapters).size < adapters.length) throw new Error(`--adapters ${values.adapters}: one is named twice`)
  const missing = adapters.filter((name) => PEERS.includes(name) && !existsSync('bench/node_modules'))
  if (missing.length > 0)
    throw new Error(`${missing.join(' and ')} need packages that are not installed: npm --prefix bench ci`)
  if (!/^[1-9]\d{0,3}$/.test(values.runs)) throw new Error(`--runs "${values.runs}" is not a number from 1 on`)
  return {
    ...{ adapters, runs: Number(values.runs), small: values.small, json: values.json },
    scale: Number(oneOf('scale', values.scale, SCALES)),
    throttle: Number(oneOf('throttle', values.throttle, THROTTLES)),
    net: oneOf('net', values.net, NETS),
  }
}
function oneOf<T extends string>(option: string, given: string, known: readonly T[]): T {
  const found = known.find((name) => name === given)
  if (found === undefined) throw new Error(`--${option} "${given}" is not known: ${known.join(', ')}`)
  return found
}
