/** Says when more has come at once than can be answered while phones still wait. */
export interface Pressure {
  /** Asked once for each request: whether it should be told to come again. */
  takes(): boolean
  stop(): void
}

/** Phones take a server that is silent for 20 s for gone; whoever has waited so long in a crowd is not to wait on. */
const LONGEST_TURN_MS = 5_000
/** So many make a crowd: one long work alone turns nobody away. */
const CROWD = 100
const TICK_MS = 50

/**
 * Requests that nobody has read yet wait in the system's own queues, where no counter sees them; but while a crowd of
 * them is worked off, no timer runs. So the age of the last tick tells how long those now read have been waiting.
 */
export function watchPressure(now: () => number = () => performance.now()): Pressure {
  let [ticked, asked] = [now(), 0]
  const timer = setInterval(() => {
    ;[ticked, asked] = [now(), 0]
  }, TICK_MS)
  timer.unref()
  return {
    takes() {
      asked += 1
      return asked <= CROWD || now() - ticked <= LONGEST_TURN_MS
    },
    stop: () => clearInterval(timer),
  }
}
