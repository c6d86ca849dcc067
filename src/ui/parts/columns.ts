import { useEffect, useState } from 'preact/hooks'

const WIDTHS = ['(min-width: 760px)', '(min-width: 1180px)'] as const

/** How many stairs stand side by side: two on a phone, three on a tablet, four at a desk. */
export function useColumns(): number {
  const [columns, setColumns] = useState(countColumns)
  useEffect(() => {
    const queries = WIDTHS.map((width) => matchMedia(width))
    const changed = (): void => setColumns(countColumns())
    for (const query of queries) query.addEventListener('change', changed)
    return () => {
      for (const query of queries) query.removeEventListener('change', changed)
    }
  }, [])
  return columns
}
const countColumns = (): number => 2 + WIDTHS.filter((width) => matchMedia(width).matches).length
