import { isCode, readStrings, type Source } from './source.ts'

const LINES = 300
const CHINESE = /[\u3400-\u9fff]/
/** Where people's words may stand: the catalogue. Data and rules outside src/ui are not shown as they are. */
const SHOWS = /^src\/(ui\/|main\.tsx$)/
const CATALOGUE = /^src\/ui\/text\//
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

const UNFINISHED = /\b(TODO|FIXME|XXX)\b|@ts-(ignore|expect-error|nocheck)|biome-ignore-all/
/** Folders of one person's machine, and package registries other than by their name in package.json. */
const PLACES = [
  /(?<![\w.])\/(home|root|Users|work|mnt|srv)\/[\w.-]+/,
  /\b[A-Z]:\\Users\\/,
  /"resolved":/,
  /\/\/(localhost|127\.0\.0\.1|[\w.-]*registry[\w.-]*)(:\d+)?\/[\w@/.-]*\.tgz/,
]

function judge(source: Source): readonly string[] {
  const { path, text } = source
  const found: string[] = []
  const lines = text.split('\n')
  if (/\.(tsx?|css|mjs)$/.test(path) && lines.length - 1 > LINES)
    found.push(`has ${lines.length - 1} lines; at most ${LINES}`)
  if (isCode(source) && SHOWS.test(path) && !CATALOGUE.test(path) && !isTest(path)) {
    for (const words of readStrings(source)) {
      if (CHINESE.test(words)) found.push(`says ${words.trim()}; sentences live in the catalogue, src/ui/text`)
    }
  }
  lines.forEach((line, i) => {
    if (UNFINISHED.test(line)) found.push(`line ${i + 1} is unfinished or hides an error: ${line.trim()}`)
    if (PLACES.some((place) => place.test(line)))
      found.push(`line ${i + 1} names a place of one machine: ${line.trim()}`)
  })
  return found
}

/** Every breach of the house's rules on text, one line each: path, colon, what is wrong. */
export const findOffences = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) => judge(source).map((line) => `${source.path}: ${line}`))
