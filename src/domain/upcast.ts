import type { CommandType } from './commands.ts'

type Step = (payload: unknown) => unknown
/** By type and version: what makes a payload of that version one of the next. No step where nothing changed. */
export type Steps = Readonly<Partial<Record<CommandType, Readonly<Record<number, Step>>>>>

/** A year of phones that were not updated is read by these; a step may go once no phone can send its version. */
export const STEPS: Steps = {}

/** Brings a payload from one version to another, one version after the other; what needs no step passes as it is. */
export function upcast(
  steps: Steps,
  { type, payload }: { readonly type: CommandType; readonly payload: unknown },
  { from, to }: { readonly from: number; readonly to: number },
): unknown {
  let now = payload
  for (let version = from; version < to; version++) now = (steps[type]?.[version] ?? same)(now)
  return now
}
const same: Step = (payload) => payload
