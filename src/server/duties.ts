import type { Server } from './server.ts'

/** Something that the server does by itself, now and then. */
export interface Duty {
  /** For the log. */
  readonly name: string
  /** Done at every look: without a line in the log, and after a failure tried again at the next. */
  readonly isFrequent?: boolean
  /** Milliseconds since 1970. */
  isDue(now: number): boolean
  run(): Promise<unknown>
}
export interface Duties {
  /** Does what is due, one after the other; nothing while others are still being done. */
  look(): Promise<void>
  /** Begins nothing more, and waits for what is being done. */
  stop(): Promise<void>
}
const LOOK_EVERY = 60_000
const REST_AFTER_FAILURE = 3_600_000

/** Looks every minute. What fails is written to the log and tried again after an hour, if it is not frequent. */
export function startDuties(server: Server, duties: readonly Duty[]): Duties {
  const restsUntil = new Map<Duty, number>()
  let isStopped = false
  let underWay: Promise<void> | undefined
  const doAll = async (): Promise<void> => {
    for (const duty of duties) {
      const now = server.clock()
      if (isStopped || now < (restsUntil.get(duty) ?? 0) || !duty.isDue(now)) continue
      try {
        await duty.run()
        if (duty.isFrequent !== true) server.log.info(duty.name)
      } catch (error) {
        if (duty.isFrequent !== true) restsUntil.set(duty, now + REST_AFTER_FAILURE)
        server.log.error(duty.name, error)
      }
    }
  }
  const look = (): Promise<void> => {
    underWay ??= doAll().finally(() => {
      underWay = undefined
    })
    return underWay
  }
  const timer = setInterval(() => void look(), LOOK_EVERY)
  timer.unref()
  return {
    look,
    async stop() {
      isStopped = true
      clearInterval(timer)
      await underWay
    },
  }
}

/** A duty for once a day, first after the server's start. */
export function daily(server: Server, name: string, work: () => Promise<unknown>): Duty {
  let next = 0
  return {
    name,
    isDue: (now) => now >= next,
    async run() {
      await work()
      next = server.clock() + 86_400_000
    },
  }
}
