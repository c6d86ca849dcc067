/** Words of the map screens. */
export const text = {} as const
