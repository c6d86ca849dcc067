import { spawnSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'

/** On what and when something was measured. */
export interface MachineReport {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  readonly browser?: string
  /** Of the last minute before measuring: above the number of cores others were at work too. */
  readonly load: number
  readonly date: string
}
export function describeMachine(browser?: string): MachineReport {
  const named = browser === undefined ? undefined : spawnSync(browser, ['--version'], { encoding: 'utf8' }).stdout
  return {
    cpu: cpus()[0]?.model.trim() ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform}-${process.arch}`,
    node: process.version,
    ...(named === undefined ? {} : { browser: named.trim() }),
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
    date: new Date().toISOString().slice(0, 10),
  }
}
