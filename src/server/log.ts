/** Counts, codes, routes and milliseconds: never bodies, names, query values or ids of people. */
export type LogFields = Readonly<Record<string, string | number | boolean>>
export interface Log {
  /** What happened in the ordinary course. */
  info(event: string, fields?: LogFields): void
  /** A developer should look: the error's class and place go along, never its words. */
  error(event: string, error: unknown, fields?: LogFields): void
}

/** One JSON object a line. */
export function makeLog(write: (line: string) => void, clock: () => number): Log {
  const line = (level: string, event: string, fields: LogFields) =>
    write(`${JSON.stringify({ time: new Date(clock()).toISOString(), level, event, ...fields })}\n`)
  return {
    info: (event, fields = {}) => line('info', event, fields),
    error: (event, error, fields = {}) => line('error', event, { ...fields, ...describe(error) }),
  }
}

/** The place of an error but not its words: a message may quote what a person typed. */
function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const at = (error.stack ?? '')
    .split('\n')
    .filter((entry) => entry.trimStart().startsWith('at '))
    .slice(0, 6)
    .map((entry) => entry.trim())
    .join(' < ')
  return { error: error.name, at }
}
