import type { GridLevel } from './nouns.ts'

/** From the street down to the stair. */
export const LEVELS = ['street', 'block', 'residential', 'micro', 'stair'] as const satisfies readonly GridLevel[]

export const isAbove = (above: GridLevel, below: GridLevel): boolean => LEVELS.indexOf(above) < LEVELS.indexOf(below)
/** Levels that a grid may have under one of this level; a small community may leave some out. */
export const levelsUnder = (level: GridLevel): readonly GridLevel[] => LEVELS.filter((one) => isAbove(level, one))
