import { IDBFactory } from 'fake-indexeddb'
import type { NewCommand } from '../domain/commands.ts'
import { instantOf } from '../domain/ids.ts'
import { freshId, type TestServer } from './community.ts'
import { lookAt, type OnDisk } from './sim/look.ts'
import { Phone } from './sim/phone.ts'

/** A phone with the real store and the real sync, and a server that may be another at each look. */
export function aWholePhone(server: TestServer | (() => TestServer), person: string): Phone {
  const machine = {
    get server() {
      return typeof server === 'function' ? server() : server
    },
  }
  return new Phone(person, { name: person, factory: new IDBFactory(), ahead: 0 }, { machine, underWay: [] })
}
export const diskOf = async (phone: Phone): Promise<OnDisk> => lookAt((await phone.store()).database)

export const aVisitNow = (server: TestServer, household = 'h-s1-1') =>
  ({
    id: freshId(),
    type: 'visit.log',
    v: 1,
    happenedAt: instantOf(server.time.now),
    needs: [],
    seen: {},
    payload: { household, outcome: 'met', method: 'door', purpose: 'routine' },
  }) satisfies NewCommand

/** A network that lets so many frames of a stream of packs through. */
export const cutStreamAfter =
  (frames: number) =>
  (reach: typeof fetch): typeof fetch =>
  async (path, init) => {
    const response = await reach(path, init)
    if (path !== '/api/packs') return response
    let sent = 0
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (sent++ < frames) controller.enqueue(chunk)
        else controller.terminate()
      },
    })
    return new Response(response.body?.pipeThrough(cut) ?? null, { headers: response.headers })
  }
