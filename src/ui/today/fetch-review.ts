import { fetchAhead } from '../fetch-ahead.ts'

export const fetchReview = (): Promise<unknown> =>
  fetchAhead('review', import('../review/Review.tsx'), import('../review/Held.tsx'))
