import type { Translation } from '../entry.ts'
import type { text as zh } from '../zh/visit.ts'

export const text: Translation<typeof zh> = {}
