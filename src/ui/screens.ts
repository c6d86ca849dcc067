import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import type { Doors } from './doors.ts'
import { NotFetched } from './parts/NotFetched.tsx'
import type { Part } from './text/parts.ts'
import { loadText } from './text/text.ts'

/** A screen that is fetched when first opened, with its own words. */
const screen = (load: () => Promise<ComponentType>, ...parts: readonly Part[]): ComponentType =>
  lazy(() =>
    Promise.all([load(), loadText(...parts)]).then(
      ([component]) => component,
      () => NotFetched,
    ),
  )

const tasks = screen(
  () => import('./tasks/Tasks.tsx').then((m) => m.Tasks),
  ...(['tasks', 'refusal', 'trouble', 'visit'] as const),
)
/** Every screen that Today does not need, by the first part of its address (domain/places.ts). */
export const SCREENS: readonly { readonly path: string; readonly component: ComponentType }[] = [
  { path: '/map', component: screen(() => import('./map/MapScreen.tsx').then((m) => m.MapScreen), 'map') },
  { path: '/building/:id', component: screen(() => import('./map/DoorBoard.tsx').then((m) => m.DoorBoard), 'map') },
  {
    path: '/boundary/:id',
    component: screen(
      () => import('./drawing/Boundary.tsx').then((m) => m.Boundary),
      ...(['map', 'drawing', 'office', 'trouble'] as const),
    ),
  },
  {
    path: '/facility/:id',
    component: screen(() => import('./map/FacilityPage.tsx').then((m) => m.FacilityPage), 'map'),
  },
  {
    path: '/facility/:id/edit',
    component: screen(() => import('./drawing/Facility.tsx').then((m) => m.Facility), 'map', 'drawing'),
  },
  {
    path: '/household/:id',
    component: screen(() => import('./visit/Household.tsx').then((m) => m.Household), 'visit', 'refusal', 'needs'),
  },
  {
    path: '/visit/:id',
    component: screen(() => import('./visit/VisitForm.tsx').then((m) => m.VisitForm), 'visit', 'refusal'),
  },
  {
    path: '/edit/:id/:resident?',
    component: screen(() => import('./visit/EditForm.tsx').then((m) => m.EditForm), 'visit', 'refusal', 'register'),
  },
  {
    path: '/movein/:door',
    component: screen(() => import('./register/MoveIn.tsx').then((m) => m.MoveIn), 'register', 'visit', 'refusal'),
  },
  {
    // Before the other changes of a household: it alone is administration and speaks its words.
    path: '/register/:id/move',
    component: screen(
      () => import('./office/MoveHousehold.tsx').then((m) => m.MoveHousehold),
      ...(['register', 'visit', 'office', 'trouble'] as const),
    ),
  },
  {
    path: '/register/:id/:act?/:resident?',
    component: screen(
      () => import('./register/Register.tsx').then((m) => m.Register),
      ...(['register', 'visit', 'refusal', 'needs'] as const),
    ),
  },
  {
    path: '/building/:id/:act/:door?/:past?',
    component: screen(
      () => import('./register/Building.tsx').then((m) => m.Building),
      ...(['register', 'visit', 'refusal', 'needs'] as const),
    ),
  },
  {
    path: '/needs',
    component: screen(
      () => import('./needs/Needs.tsx').then((m) => m.Needs),
      ...(['needs', 'refusal', 'tasks', 'trouble'] as const),
    ),
  },
  {
    path: '/waiting',
    component: screen(() => import('./needs/Waiting.tsx').then((m) => m.Waiting), 'needs', 'trouble'),
  },
  {
    path: '/review/:id?',
    component: screen(() => import('./review/Review.tsx').then((m) => m.Review), 'review', 'needs'),
  },
  {
    path: '/held/:id?',
    component: screen(() => import('./review/Held.tsx').then((m) => m.Held), 'review', 'needs'),
  },
  ...['/tasks', '/task/:id', '/card/:person?/:resident?'].map((path) => ({ path, component: tasks })),
  {
    path: '/publish/:sort?/:id?',
    component: screen(
      () => import('./tasks/publish/Publish.tsx').then((m) => m.Publish),
      ...(['publish', 'tasks', 'visit', 'refusal', 'trouble'] as const),
    ),
  },
  {
    path: '/tasks/:what/:claim?',
    component: screen(
      () => import('./tasks/board/Desk.tsx').then((m) => m.Desk),
      ...(['board', 'tasks', 'review', 'refusal', 'trouble', 'visit'] as const),
    ),
  },
  { path: '/search', component: screen(() => import('./search/Search.tsx').then((m) => m.Search), 'search') },
  { path: '/me', component: screen(() => import('./me/Me.tsx').then((m) => m.Me), 'me', 'trouble') },
  { path: '/me/badge', component: screen(() => import('./me/Badge.tsx').then((m) => m.Badge), 'me') },
  { path: '/ready', component: screen(() => import('./me/Ready.tsx').then((m) => m.Ready), 'me') },
  {
    path: '/import',
    component: screen(() => import('./import/Import.tsx').then((m) => m.Import), 'import', 'trouble'),
  },
  {
    path: '/office/:what?/:id?',
    component: screen(
      () => import('./office/OfficeScreens.tsx').then((m) => m.OfficeScreens),
      'office',
      'map',
      'drawing',
      'signin',
      'trouble',
    ),
  },
]

/** What somebody who is not signed in sees at every address; who is, may sign in anew at its own. */
export const SignIn: ComponentType<{ readonly doors?: Doors }> = lazy(() =>
  Promise.all([import('./signin/SignIn.tsx'), loadText('signin', 'trouble')]).then(([file]) => file.SignIn),
)
