/** Words of the visit screens. */
export const text = {} as const
