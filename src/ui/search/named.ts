import { useEffect, useMemo, useState } from 'preact/hooks'
import { asksPinyin, isNamed, type PinyinFound, readsWhole } from '../../domain/pinyin.ts'

type Dictionary = (name: string, letters: string) => PinyinFound
export type Reads = (name: string, letters: string) => boolean

/** How characters may be read; fetched only once somebody types what cannot be answered without. */
function useDictionary(wanted: boolean): Dictionary | undefined {
  const [found, setFound] = useState<{ readonly match: Dictionary }>()
  useEffect(() => {
    if (!wanted || found !== undefined) return
    let gone = false
    import('pinyin-match').then(
      ({ default: pinyin }) => {
        if (!gone) setFound({ match: (name, letters) => pinyin.match(name, letters) })
      },
      // Without it names are compared by their characters alone.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [wanted, found])
  return found?.match
}

/** Whether letters read some part of a name. */
export function usePinyin(wanted: boolean): Reads | undefined {
  const match = useDictionary(wanted)
  return useMemo(() => match && ((name, letters) => match(name, letters) !== false), [match])
}
/** Whether letters read a name from end to end. */
export function useSounds(wanted: boolean): Reads | undefined {
  const match = useDictionary(wanted)
  return useMemo(() => match && ((name, letters) => readsWhole(match(name, letters), name)), [match])
}
/** Tells of every name whether what is typed means it. */
export function useNamed(words: string): (name: string) => boolean {
  const reads = usePinyin(asksPinyin(words))
  return useMemo(
    () => (words.trim() === '' ? () => true : (name: string) => isNamed(name, words, reads)),
    [words, reads],
  )
}
