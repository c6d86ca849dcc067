import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second (CLK_TCK), on every Linux there is. */
const TICK_MS = 10

interface Process {
  readonly parent: number
  readonly ticks: number
}
function readProcess(pid: string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in brackets and may hold anything.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [user = 0, system = 0] = fields.slice(11, 13)
    return { parent: fields[1] ?? 0, ticks: user + system }
  } catch {
    // Gone between the listing and the reading.
    return undefined
  }
}

/** Processor milliseconds of a process and all below it so far; undefined where /proc does not tell. */
export function cpuOfTree(root: number): number | undefined {
  let names: readonly string[]
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return undefined
  }
  const all = new Map(names.map((name) => [Number(name), readProcess(name)] as const))
  if (all.get(root) === undefined) return undefined
  const isBelow = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true
    return false
  }
  let ticks = 0
  for (const [pid, process] of all) if (process !== undefined && isBelow(pid)) ticks += process.ticks
  return ticks * TICK_MS
}

/** Resident bytes of one process. */
export function residentBytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1] ?? 0) * 1024
}
