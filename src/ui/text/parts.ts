import type { Entries } from './entry.ts'

/**
 * The catalogue in parts, each loaded with the screens that speak it: Today's path carries `core` of one language.
 * Chinese decides the keys; English is checked against them by type.
 */
export const PARTS = {
  core: { 'zh-CN': () => import('./zh/core.ts'), en: () => import('./en/core.ts') },
  map: { 'zh-CN': () => import('./zh/map.ts'), en: () => import('./en/map.ts') },
  drawing: { 'zh-CN': () => import('./zh/drawing.ts'), en: () => import('./en/drawing.ts') },
  refusal: { 'zh-CN': () => import('./zh/refusal.ts'), en: () => import('./en/refusal.ts') },
  visit: { 'zh-CN': () => import('./zh/visit.ts'), en: () => import('./en/visit.ts') },
  register: { 'zh-CN': () => import('./zh/register.ts'), en: () => import('./en/register.ts') },
  signin: { 'zh-CN': () => import('./zh/signin.ts'), en: () => import('./en/signin.ts') },
  me: { 'zh-CN': () => import('./zh/me.ts'), en: () => import('./en/me.ts') },
  import: { 'zh-CN': () => import('./zh/import.ts'), en: () => import('./en/import.ts') },
  office: { 'zh-CN': () => import('./zh/office.ts'), en: () => import('./en/office.ts') },
  needs: { 'zh-CN': () => import('./zh/needs.ts'), en: () => import('./en/needs.ts') },
  review: { 'zh-CN': () => import('./zh/review.ts'), en: () => import('./en/review.ts') },
  tasks: { 'zh-CN': () => import('./zh/tasks.ts'), en: () => import('./en/tasks.ts') },
  publish: { 'zh-CN': () => import('./zh/publish.ts'), en: () => import('./en/publish.ts') },
  board: { 'zh-CN': () => import('./zh/board.ts'), en: () => import('./en/board.ts') },
  search: { 'zh-CN': () => import('./zh/search.ts'), en: () => import('./en/search.ts') },
  trouble: { 'zh-CN': () => import('./zh/trouble.ts'), en: () => import('./en/trouble.ts') },
} as const satisfies Record<string, Record<Language, () => Promise<{ readonly text: Entries }>>>

export type Language = 'zh-CN' | 'en'
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en']
export type Part = keyof typeof PARTS

type Merge<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never
type TextOf<P extends Part> = Awaited<ReturnType<(typeof PARTS)[P]['zh-CN']>>['text']
/** Every key with its Chinese sentence, which tells what has to be filled in. */
export type Texts = Merge<{ [P in Part]: TextOf<P> }[Part]>
export type Key = keyof Texts & string
