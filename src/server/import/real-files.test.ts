import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportReport } from '../../domain/import-wire.ts'
import { aServer, everything, rowsOf } from '../../testing/import-kit.ts'
import type { FieldTable, Footprints, ParsedFiles } from './parsed.ts'
import type { Source } from './problems.ts'
import { readFile } from './read-file.ts'
import { runImport } from './run.ts'

const DATA = resolve(process.cwd(), '../shared/data')
const isHere = existsSync(DATA)
const withData = test.skipIf(!isHere)
const note = isHere ? '' : ' (not run: ../shared/data is not here)'

const readData = (path: string): Uint8Array => readFileSync(join(DATA, path))
async function parse<T>(source: Source, bytes: Uint8Array): Promise<T> {
  const outcome = await readFile(source, bytes)
  if ('fault' in outcome) throw new Error(outcome.fault)
  return outcome.ok as T
}
/** A roster for every house with a number: seven storeys of four flats with a couple each. */
function rosterFor({ footprints }: Footprints): string {
  const lines = ['Block,Street,Floor,Unit No.,Name,Sex,Year of birth,Phone,Relation to head,Tags']
  let person = 0
  for (const { number, street } of footprints.filter((footprint) => footprint.number !== undefined)) {
    for (let floor = 2; floor <= 8; floor++) {
      for (let flat = 1; flat <= 4; flat++) {
        person++
        const door = `${number},${street},${floor},#${String(floor).padStart(2, '0')}-${flat * 11}`
        const tags = person % 9 === 0 ? '独居老人' : ''
        lines.push(`${door},Resident ${person},${1 + (person % 2)},${1935 + (person % 60)},15400000000,head,${tags}`)
        if (person % 9 !== 0) lines.push(`${door},Partner ${person},${2 - (person % 2)},,,spouse,`)
      }
    }
  }
  return `${lines.join('\r\n')}\r\n`
}
const importAll = async (server: ReturnType<typeof aServer>, files: ParsedFiles): Promise<ImportReport> => {
  const done = await runImport(server, files, { dryRun: false, acceptGoodRows: false })
  if ('communities' in done) throw new Error('which community')
  return done
}

withData(
  `a real estate of 114 buildings comes in with its roster, and a second time nothing changes${note}`,
  async () => {
    const server = aServer()
    const buildings = await parse<Footprints>('buildings', readData('geo/singapore_sengkang_hdb_buildings.geojson'))
    const roster = await parse<FieldTable>('roster', new TextEncoder().encode(rosterFor(buildings)))
    const report = await importAll(server, { roster, buildings })
    const homes = buildings.footprints.filter(({ number }) => number !== undefined).length * 28
    expect(report).toMatchObject({ written: true, rejected: [], onlyInRoster: [] })
    expect(report.counts.buildings.new).toBe(114)
    expect([report.counts.doors.new, report.counts.households.new]).toEqual([homes, homes])
    expect(report.onlyInBuildings.length).toBe(114 - homes / 28)
    for (const building of await rowsOf(server, 'building')) {
      expect(building.body.shape.length, building.body.name).toBeGreaterThan(0)
      for (const [longitude, latitude] of building.body.shape.flat(2)) {
        expect([longitude > 103.8, longitude < 104, latitude > 1.3, latitude < 1.5]).not.toContain(false)
      }
    }
    const before = await everything(server)
    const again = await importAll(server, { roster, buildings })
    expect([again.nothingNew, (await everything(server)).length]).toEqual([true, before.length])
  },
  60_000,
)

withData(
  `cut tiles, courtyards and labels of a real city can be imported${note}`,
  async () => {
    const server = aServer()
    const buildings = await parse<Footprints>('buildings', readData('geo/shanghai_huangpu_buildings.geojson'))
    const report = await importAll(server, { buildings })
    expect([report.written, report.counts.buildings.new]).toEqual([true, 1450])
    const shapes = (await rowsOf(server, 'building')).map(({ body }) => body.shape)
    // 464 features are pieces or copies: of no building is a wall left where a tile ended.
    expect(shapes.filter((shape) => shape.length > 1).length).toBe(0)
    expect(shapes.some((shape) => shape.some((rings) => rings.length > 1))).toBe(true)
    expect((await importAll(server, { buildings })).nothingNew).toBe(true)
  },
  60_000,
)
