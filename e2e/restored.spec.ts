import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findVisits, visitWithWords, wordsIn } from './support/notes.ts'
import { type DoorName, householdAt, readRegister } from './support/register.ts'

const SAID = ['灯坏了三天', '药吃完了', '儿子礼拜天来', '想装扶手'] as const
const NOTE = '敲门要响，先打电话'
const FIRST: DoorName = { stair: '12号', room: '101' }

async function writeNote(page: Page, household: string): Promise<void> {
  await walkTo(page, `/edit/${household}`)
  await page.getByLabel('敲门前要知道的').fill(NOTE)
  await page.getByRole('button', { name: /^存在手机/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '12号 101' })).toBeVisible()
}

test('the server is put back to an older copy of its file, twice in a row: what was acknowledged comes back from the phones, each visit once, as it was', async ({
  server,
  phone,
}) => {
  test.slow()
  const rows = readRegister(server)
  const at = (door: DoorName) => householdAt(rows, door).id
  const noteOf = () => readRegister(server).find((row) => row.id === at(FIRST))?.body['note']
  const conflicts = () =>
    readRegister(server).filter((row) => row.kind === 'conflict' && row.body['household'] === at(FIRST))
  const [mine, hers] = [await phone(), await phone()]
  await enter(mine, server.codes().groupLeader)
  await enter(hers, server.codes().microLeader)
  // One value of the demo community stands against another from the beginning.
  const isAsked = async (): Promise<void> => {
    await walkTo(mine, '/needs')
    await expect(mine.locator('.card.you')).toHaveCount(1)
  }
  await isAsked()
  await visitWithWords(mine, at({ stair: '12号', room: '302' }), SAID[0])
  await sendAll(mine)

  const copy = mkdtempSync(join(tmpdir(), 'minqing-copy-'))
  const putBack = async (): Promise<void> => {
    await server.stop()
    await server.restore(copy)
  }
  await server.stop()
  cpSync(server.dataDir, copy, { recursive: true })
  await server.start()
  await visitWithWords(mine, at({ stair: '12号', room: '602' }), SAID[1])
  await visitWithWords(mine, at(FIRST), SAID[2])
  await writeNote(mine, at(FIRST))
  await sendAll(mine)
  await visitWithWords(hers, at({ stair: '13号', room: '501' }), SAID[3])
  await sendAll(hers)
  const before = findVisits(server, SAID)
  expect(wordsIn(before)).toEqual(SAID)

  await test.step('put back: the first phone that opens the app brings its own back, nobody is asked', async () => {
    await hers.context().setOffline(true)
    await putBack()
    expect(wordsIn(findVisits(server, SAID)), 'the copy is older').toEqual([SAID[0]])
    await mine.reload()
    await expect.poll(() => wordsIn(findVisits(server, SAID)), { timeout: 30_000 }).toEqual(SAID.slice(0, 3))
  })
  await test.step('put back again, and a colleague has written since: the history is as long as the phones’, and another', async () => {
    await putBack()
    const colleague = await callAs(server, server.codes().coordinator)
    const visit = { outcome: 'met', method: 'door', purpose: 'routine', household: at({ stair: '13号', room: '602' }) }
    for (let times = 0; times < 6; times++) await colleague.push({ type: 'visit.log', payload: visit })
    await hers.context().setOffline(false)
    for (const page of [mine, hers]) await page.reload()
    await expect.poll(() => wordsIn(findVisits(server, SAID)), { timeout: 45_000 }).toEqual(SAID)
  })
  await test.step('afterwards: same visits, authors and times; nothing doubled, nothing to settle, all received', async () => {
    expect(findVisits(server, SAID)).toEqual(before)
    await expect.poll(noteOf).toBe(NOTE)
    expect(conflicts()).toEqual([])
    for (const page of [mine, hers]) {
      await sendAll(page)
      await walkTo(page, `/household/${at(FIRST)}`)
      await expect(page.getByText(SAID[2])).toHaveCount(1)
      await expect(page.locator('.st--phone')).toHaveCount(0)
      await expect(page.locator('.who')).toContainText(NOTE)
    }
    await isAsked()
  })
  rmSync(copy, { recursive: true, force: true })
})
