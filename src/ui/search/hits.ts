import { useMemo } from 'preact/hooks'
import { asksPinyin } from '../../domain/pinyin.ts'
import { type Hit, indexRows, search } from '../../domain/search.ts'
import { useView } from '../live.ts'
import { usePinyin } from './named.ts'

/** Households found by what is typed, whether or not the server has spelled their people yet. */
export function useHits(query: string, limit: number): { readonly hits: readonly Hit[]; readonly loading: boolean } {
  const view = useView()
  const index = useMemo(() => indexRows(view), [view])
  const wantsPinyin =
    asksPinyin(query) && index.some((entry) => entry.residents.some((one) => one.syllables.plain.length === 0))
  const pinyin = usePinyin(wantsPinyin)
  const hits = useMemo(
    () => search(index, query, { limit, ...(pinyin === undefined ? {} : { pinyin }) }),
    [index, query, limit, pinyin],
  )
  // Names that are still being unpacked must not be told as not found.
  return { hits, loading: view.loaded !== 'all' || (wantsPinyin && pinyin === undefined) }
}
