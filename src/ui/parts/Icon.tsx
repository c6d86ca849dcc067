import type { JSX } from 'preact'

/** One set, drawn on 24 with a 1.75 stroke. Line glyphs only: filled geometry belongs to the care level. */
const PATHS = {
  today: 'M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4M9.5 15l2 2 3.5-3.5',
  map: 'M3.5 6.5 9 4.5l6 2 5.5-2v13l-5.5 2-6-2-5.5 2zM9 4.5v13M15 6.5v13',
  task: 'M4.5 6.5 6 8l2.5-3M4.5 12.5 6 14l2.5-3M4.5 18.5 6 20l2.5-3M12 7h8M12 13h8M12 19h8',
  need: 'M4 5h16v11.5h-8.5L7 20.5v-4H4zM8 9h8M8 12.5h5',
  me: 'M8.25 8a3.75 3.75 0 1 0 7.5 0 3.75 3.75 0 1 0-7.5 0M4.5 20.5c.6-4.2 3.5-6.5 7.5-6.5s6.9 2.3 7.5 6.5',
  review: 'M6 3.5h12v17H6zM9 8h6M9 12h6M9 16l1.5 1.5L14 14.5',
  phone: 'M9 3h6a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM10.5 18h3',
  up: 'M12 19V6M6.5 11.5 12 6l5.5 5.5',
  check: 'M5 12.5 10 17.5 19 7',
  clock: 'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M12 7.5V12l3.5 2',
  back: 'M14.5 5 8 12l6.5 7',
  next: 'M9.5 5 16 12l-6.5 7',
  down: 'M5 9.5 12 16l7-6.5',
  close: 'M6 6l12 12M18 6 6 18',
  eye: 'M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12zM9.25 12a2.75 2.75 0 1 0 5.5 0 2.75 2.75 0 1 0-5.5 0',
  call: 'M6.2 3.8 9 4l1.2 4-2 1.6c1 2.4 3 4.5 5.6 5.7l1.7-1.8 4 1.3.4 2.9c0 1.4-1.1 2.5-2.5 2.4C10.5 19.6 4.3 13.4 3.8 6.4c0-1.4 1-2.5 2.4-2.6z',
  you: 'M4 13.5 6.2 5h11.6L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20M12 6.8v3.4',
  pen: 'M4.5 19.5 5.5 15 16 4.5 19.5 8 9 18.5zM13.5 7l3.5 3.5',
  shop: 'M4 9.5h16l-2-5H6zM5.5 9.5v10h13v-10M10 19.5V14h4v5.5',
  lock: 'M7 10.5h10a1.5 1.5 0 0 1 1.5 1.5v6.5A1.5 1.5 0 0 1 17 20H7a1.5 1.5 0 0 1-1.5-1.5V12A1.5 1.5 0 0 1 7 10.5zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  home: 'M4.5 11 12 4.5l7.5 6.5M6.5 9.5V19.5h11V9.5M10 19.5V14h4v5.5',
  locate: 'M5.5 12a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3',
  ask: 'M4 5h16v11.5h-8.5L7 20.5v-4H4zM9.8 8.8a2.3 2.3 0 1 1 3 2.200c-.6.2-.8.6-.8 1.200M12 13.9v.1',
  print: 'M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z',
  list: 'M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1',
  board: 'M5 4.5h14v15H5zM12 4.5v15M5 9.5h14M5 14.5h14',
  search: 'M4.5 10.5a6 6 0 1 0 12 0 6 6 0 1 0-12 0M15 15l5.5 5.5',
  return: 'M8.5 5 4 9.5 8.5 14M4 9.5h10.5a5 5 0 0 1 0 10H9',
  flag: 'M6 21V4M6 5h11.5l-2 4 2 4H6',
  cog: 'M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M18 6l-2.1 2.1M8.1 15.9 6 18',
  out: 'M10 4.5H5v15h5M14.5 8l4 4-4 4M18.5 12H9',
} as const
export type IconName = keyof typeof PATHS

interface IconProps {
  readonly name: IconName
  readonly size?: 's' | 'm'
  /** A word for it where no text stands beside it; without one it is decoration. */
  readonly label?: string
}
export function Icon({ name, size, label }: IconProps): JSX.Element {
  return (
    <>
      <svg class={size === undefined ? 'ic' : `ic ic--${size}`} viewBox="0 0 24 24" aria-hidden="true">
        <path d={PATHS[name]} />
      </svg>
      {label !== undefined && <span class="sr">{label}</span>}
    </>
  )
}
