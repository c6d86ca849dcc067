import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import type { Part } from './text/parts.ts'
import { loadText } from './text/text.ts'

/** A screen that is fetched when first opened, with its own words. */
const screen = (load: () => Promise<ComponentType>, ...parts: readonly Part[]): ComponentType =>
  lazy(() => Promise.all([load(), loadText(...parts)]).then(([component]) => component))

/** Every screen that Today does not need, by the first part of its address (domain/places.ts). */
export const SCREENS: readonly { readonly path: string; readonly component: ComponentType }[] = [
  { path: '/map', component: screen(() => import('./map/Buildings.tsx').then((m) => m.Buildings), 'map') },
  { path: '/building/:id', component: screen(() => import('./map/DoorBoard.tsx').then((m) => m.DoorBoard), 'map') },
  {
    path: '/household/:id',
    component: screen(() => import('./visit/Household.tsx').then((m) => m.Household), 'visit'),
  },
  { path: '/visit/:id', component: screen(() => import('./visit/VisitForm.tsx').then((m) => m.VisitForm), 'visit') },
  {
    path: '/edit/:id/:resident?',
    component: screen(() => import('./visit/EditForm.tsx').then((m) => m.EditForm), 'visit'),
  },
]
