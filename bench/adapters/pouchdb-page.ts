import PouchDB from 'pouchdb-browser'
import type { Row } from '../../src/domain/nouns.ts'
import {
  type BenchPage,
  expose,
  matches,
  type Place,
  timeEach,
  typeVisit,
  usedBytes,
  visitRow,
  writeStrictly,
} from './page.ts'

/** The key begins with the pack, so that a building is one range of the primary index: no secondary one is built. */
const idOf = ({ pack, kind, id }: Pick<Row, 'kind'> & Place): string => `${pack}/${kind}/${id}`
const BATCH = { batch_size: 1000 }
const AFTER = '\uffff'

/** Making it opens its database, which nobody does before the first timed call. */
let made: InstanceType<typeof PouchDB> | undefined
const local = (): InstanceType<typeof PouchDB> => (made ??= new PouchDB('bench'))
const remote = new PouchDB(`${location.origin}/db/bench`)
const range = async (prefix: string): Promise<readonly Row[]> => {
  const { rows } = await local().allDocs({ startkey: prefix, endkey: prefix + AFTER, include_docs: true })
  return rows.map((row) => row.doc as unknown as Row)
}
const householdsIn = async (pack: string): Promise<number> => (await range(`${pack}/household/`)).length

const page: BenchPage = {
  async firstSync(building) {
    await local().replicate.from(remote, BATCH)
    return householdsIn(building)
  },
  open: householdsIn,
  async save(count) {
    const households = (await range('b:')).filter((row) => row.kind === 'household')
    return timeEach(count, async () => {
      const row = visitRow(typeVisit(households))
      await local().put({ _id: idOf(row), ...row })
    })
  },
  async push() {
    await local().replicate.to(remote, BATCH)
  },
  async pull(seen) {
    await local().replicate.from(remote, BATCH)
    const keys = seen.map((place) => idOf({ kind: 'visit', ...place }))
    const { rows } = await local().allDocs({ keys, include_docs: true })
    // What is not there is a row without a document.
    return rows.filter(({ doc }) => doc !== undefined).length
  },
  async poll() {
    await local().replicate.from(remote, BATCH)
  },
  async search(names) {
    const results: (readonly [number, number])[] = []
    for (const name of names) {
      const begun = performance.now()
      const found = (await range('b:')).filter((row) => matches(row, name)).length
      results.push([performance.now() - begun, found])
    }
    return results
  },
  stored: usedBytes,
  strict: writeStrictly,
}
await expose(page)
