export const Review = (): null => null
