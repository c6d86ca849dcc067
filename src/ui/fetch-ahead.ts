import { PARTS } from './text/parts.ts'

/**
 * The desk for tasks is no part of what every phone keeps: whoever leads fetches it ahead, in every language, while
 * there is a network, and has it without one from then on.
 */
export const fetchTaskDesk = (): Promise<unknown> =>
  Promise.all([import('./tasks/board/Desk.tsx'), ...Object.values(PARTS.board).map((load) => load())]).catch(
    () => undefined,
  )
