/**
 * The first part of every address inside the app. The worker answers navigations to these and no others, and the
 * server sends the page for them, so that a mistyped address is told as such.
 */
const PLACES = [
  '',
  'today',
  'map',
  'building',
  'boundary',
  'facility',
  'household',
  'visit',
  'edit',
  'movein',
  'register',
  'needs',
  'waiting',
  'review',
  'held',
  'tasks',
  'task',
  'card',
  'publish',
  'search',
  'me',
  'ready',
  'import',
  'office',
  'signin',
] as const

export const isPlace = (path: string): boolean => {
  const [first = '', ...rest] = path.replace(/^\//, '').split('/')
  return (PLACES as readonly string[]).includes(first) && rest.every((part) => !part.includes('.'))
}
