/** Steps that may come to nothing, and what the log says where they did not. */
const DID: Readonly<Record<string, (how: string) => boolean>> = {
  undo: (how) => how === 'true',
  dismissed: (how) => how !== 'nothing',
  fold: (how) => how === 'folded',
  'late delivery': (how) => how === 'arrived',
  'newer build wrote': (how) => how !== 'nothing',
  'exits forgotten': (how) => Number(how) > 0,
  'restored twice': (how) => how === '2',
  // Where it stands in history: the same import a second time makes no other.
  imported: (how) => !how.includes('undefined'),
  'redrawing withdrawn': (how) => how === 'ok',
  'held judged': (how) => how === 'ok',
}
const STEP = /^([a-z ]+?) (\S+@\S+) (.*)$/u

/**
 * How often a step that may come to nothing did something, as `undo did`: that it was drawn proves nothing. Read from
 * the world's log, a line of which is the step, the phone and what came of it.
 */
export function outcomesIn(log: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const line of log) {
    const [, step = '', , how = ''] = STEP.exec(line) ?? []
    if (DID[step]?.(how) === true) counts[`${step} did`] = (counts[`${step} did`] ?? 0) + 1
  }
  return counts
}
