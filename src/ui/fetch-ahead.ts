import { PARTS } from './text/parts.ts'

/**
 * The coordinator's desks are no part of what every phone keeps: whoever leads fetches them ahead, in every language,
 * while there is a network, and has them without one from then on.
 */
export const fetchAhead = (part: 'board' | 'review', ...files: readonly Promise<unknown>[]): Promise<unknown> =>
  Promise.all([...files, ...Object.values(PARTS[part]).map((load) => load())]).catch(() => undefined)

export const fetchTaskDesk = (): Promise<unknown> => fetchAhead('board', import('./tasks/board/Desk.tsx'))
