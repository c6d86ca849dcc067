import { IDBFactory } from 'fake-indexeddb'
import type { NewCommand } from '../domain/commands.ts'
import { administer } from '../server/admin.ts'
import { commitMade } from '../server/commit.ts'
import { compactExits } from '../server/compact.ts'
import { type Chance, chanceOf } from '../server/demo/chance.ts'
import { carryOutDue } from '../server/due.ts'
import { postOverDuty } from '../server/posts-over.ts'
import { carryOutRedraws } from '../server/redraws.ts'
import { splitLargePacks } from '../server/split.ts'
import { readState } from '../store/health.ts'
import { COMMUNITY, who } from './community.ts'
import { type Acting, newId } from './sim/acts.ts'
import {
  type Administration,
  drawHandOver,
  drawImport,
  drawMove,
  drawPost,
  drawWithdrawal,
  drawWord,
} from './sim/administration.ts'
import { Checks } from './sim/checks.ts'
import { Browser, type Misfortune } from './sim/disk.ts'
import { foldWhatCame } from './sim/look.ts'
import type { Weather } from './sim/network.ts'
import { type Fortune, type Handset, Phone } from './sim/phone.ts'
import { type Scene, type StepName, sceneOf } from './sim/scene.ts'
import { aMachine, type Machine } from './sim/server.ts'
import { callOff, type Hands, takeOver } from './sim/together.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** One real server, several phones and one seed: everything that happens follows from the seed. */
export class World {
  readonly phones: readonly Phone[]
  readonly machine: Machine
  /** One line for each thing that happened: the same seed gives the same lines. */
  readonly log: string[] = []
  /** What was begun on the phones' disks tells two worlds apart that look alike from outside. */
  readonly browser = new Browser()
  /** How often each thing happened: a world in which nothing happens proves nothing. */
  readonly counts: Record<string, number> = {}
  readonly #seed: string
  readonly #scene: Scene
  readonly #underWay: (() => Promise<unknown>)[] = []
  /** What others do while an answer hangs in the air. */
  readonly #elsewhere: Promise<void>[] = []
  readonly #checks: Checks
  /** In other worlds the server's machine is never lost: more can be demanded of them. */
  readonly #loses: boolean
  #chance: Chance

  static async make(seed: string): Promise<World> {
    const world = new World(seed, await aMachine(chanceOf(`${seed}/server`)))
    await world.#scene.prepare(world)
    return world
  }
  private constructor(seed: string, machine: Machine) {
    this.#seed = seed
    this.#scene = sceneOf(seed)
    this.machine = machine
    this.#chance = chanceOf(seed)
    this.#loses = this.#chance.happens(0.65)
    const aHandset = (name: string): Handset => ({
      ...{ name, factory: new IDBFactory(), browser: this.browser },
      ahead: Math.round((this.#chance.next() - 0.5) * 4 * HOUR),
    })
    const handsets = new Map(this.#scene.handsets.map((name) => [name, aHandset(name)]))
    const world = { machine, underWay: this.#underWay }
    this.phones = this.#scene.people.map(([person, name, isAway]) => {
      const phone = new Phone(person, handsets.get(name) ?? aHandset(name), world)
      phone.isSignedIn = isAway !== true
      return phone
    })
    this.#checks = new Checks(this)
  }

  /** The nth thing happens. What it draws depends on seed and number alone, so that others can be left out. */
  async step(n: number): Promise<void> {
    this.#chance = chanceOf(`${this.#seed}/${n}`)
    this.browser.stirBy(`${this.#seed}/${n}/stir`)
    this.machine.server.time.now += this.#chance.between(0, 20 * 60_000)
    this.count('redrawn on its day', await carryOutRedraws(this.machine.server))
    const phone = this.#chance.pick(this.phones.filter((one) => one.isSignedIn))
    const name = this.#chance.weigh(this.#scene.steps) as StepName
    const how = (await this.#happens[name](phone)) ?? ''
    // Who asked may have given up waiting; and what did not hold elsewhere would pass for a broken network.
    await Promise.all(this.#elsewhere.splice(0))
    this.note(`${name} ${phone.name} ${how}`, name)
    await this.#checks.always(phone)
  }
  note(line: string, counted: string): void {
    this.log.push(line)
    this.count(counted, 1)
  }
  count(what: string, times: number): void {
    this.counts[what] = (this.counts[what] ?? 0) + times
  }

  readonly #happens: Readonly<Record<StepName, (phone: Phone) => Promise<string | undefined>>> = {
    act: (phone) => this.#act(phone, this.#misfortune()),
    sync: (phone) => this.#sync(phone, { weather: this.#weather(phone), disk: this.#misfortune() }),
    'close the app': async (phone) => {
      phone.close()
      return undefined
    },
    'post given or ended': () => this.#administer(drawPost(this.#chance, this.machine.server.time.now)),
    moved: () => this.#administer(drawMove(this.#chance, this.machine.server.time.now)),
    'post handed over': () => this.#administer(drawHandOver(this.#chance, this.machine.server.time.now)),
    'redrawing withdrawn': async (phone) =>
      this.#administer(drawWithdrawal(this.#chance, (await phone.store()).view())),
    'held judged': async (phone) => this.#administer(drawWord(this.#chance, (await phone.store()).view())),
    imported: () => this.#import(),
    backup: async () => {
      await this.machine.backUp()
      return undefined
    },
    restore: () => this.#restore(1),
    'restored twice': () => this.#restore(2),
    'server restart': async () => {
      await this.machine.restart()
      return undefined
    },
    undo: (phone) => this.#undo(phone),
    dismissed: (phone) => this.#dismiss(phone),
    fold: async (phone) => {
      const goesOn = this.#chance.happens(0.7)
      return foldWhatCame((await phone.store()).database, goesOn)
    },
    'changed hands': (phone) => this.#changeHands(phone),
    'newer build wrote': (phone) => this.#checks.writeNewer(phone),
    'clock jumps': async ({ handset }) => {
      handset.ahead = Math.round(this.#chance.pick([-400 * DAY, -3 * HOUR, 0, 5 * HOUR, 365 * DAY]))
      return String(handset.ahead)
    },
    'late delivery': async () => {
      const ask = this.#underWay.shift()
      await ask?.()
      return ask === undefined ? 'nothing' : 'arrived'
    },
    'exits forgotten': async () => String(await compactExits(this.machine.server, this.#chance.between(0, 1))),
    'packs split': () => this.#split(),
    'taken over': (phone) => {
      const others = this.phones.filter((one) => one.isSignedIn && one.person !== phone.person)
      return takeOver(this.#hands, phone, this.#chance.pick(others))
    },
    'called off': () => callOff(this.#hands, this.phones),
    'time runs out': async () => {
      this.machine.server.time.now += this.#chance.between(1, 14) * HOUR
      await this.#lookAtPosts()
      return String(await carryOutDue(this.machine.server, COMMUNITY))
    },
    'a day passes': async () => {
      await this.machine.backUp()
      this.machine.server.time.now += DAY
      await this.#lookAtPosts()
      return undefined
    },
  }
  async #lookAtPosts(): Promise<void> {
    await postOverDuty(this.machine.server).run()
    await this.#checks.nothingOutlivesItsPost()
  }

  async #act(phone: Phone, disk?: Misfortune): Promise<string> {
    return this.#tap(phone, this.#scene.draw(await this.#acting(phone)), disk)
  }
  readonly #hands: Hands = {
    acting: (phone) => this.#acting(phone),
    tap: (phone, command) => this.#tap(phone, command),
  }
  async #acting(phone: Phone): Promise<Acting> {
    return { chance: this.#chance, view: (await phone.store()).view(), person: phone.person, now: phone.now() }
  }
  async #tap(phone: Phone, command: NewCommand, disk?: Misfortune): Promise<string> {
    await this.#checks.tapped(phone, command)
    const seen = await phone.act(command, disk)
    if (seen === 'saved') this.count(`saved ${command.type}`, 1)
    if (command.type.startsWith('register.')) {
      const { id, into } = command.payload as Readonly<Record<'id' | 'into', string>>
      this.#checks.merged.add(id).add(into)
    }
    this.note(`  ${command.type} ${command.id}`, `tap ${seen}`)
    return seen
  }
  async #sync(phone: Phone, fortune: Fortune): Promise<string> {
    const result = await phone.round(fortune)
    if (result !== 'died') return `${result.trouble} ${result.done}`
    // Worker and page end together, or the worker alone.
    if (this.#chance.happens(0.5)) phone.close()
    this.note(`  ${phone.name}`, 'died in a round')
    return 'died'
  }
  #misfortune(): Misfortune {
    const what = this.#chance.weigh({ none: 76, dies: 14, loses: 5, full: 5 })
    const at = this.#chance.between(0, 40)
    if (what === 'dies') return { dies: { at, inside: this.#chance.happens(0.5) } }
    return what === 'loses' ? { losesAt: at } : what === 'full' ? { fullFrom: at } : {}
  }
  #weather(phone: Phone): Weather {
    return {
      chance: this.#chance,
      note: (fate) => this.note(`  ${fate}`, fate),
      meanwhile: () => {
        const others = this.#meanwhile(phone)
        this.#elsewhere.push(others)
        return others
      },
    }
  }
  /** An answer hangs in the air: others go on, the page runs a round of its own, the server may be replaced. */
  async #meanwhile(phone: Phone): Promise<void> {
    const others = this.phones.filter((one) => one.isSignedIn && one !== phone)
    const other = this.#chance.pick(others)
    this.machine.server.time.now += this.#chance.between(0, 5 * 60_000)
    await this.#act(other)
    await other.round()
    await other.unlessClosed(() => this.#checks.always(other))
    if (this.#chance.happens(0.15)) await this.#restore(1)
    if (this.#chance.happens(0.2)) await this.#administer(drawMove(this.#chance, this.machine.server.time.now))
    if (this.#chance.happens(0.6)) await phone.round()
    await phone.unlessClosed(() => this.#checks.always(phone))
  }

  async #administer(command: Administration | undefined): Promise<string> {
    if (command === undefined) return 'nothing'
    const id = newId(this.#chance, this.machine.server.time.now)
    const { body } = await administer(this.machine.server, who('staff'), { ...command, id })
    const status = 'result' in body ? body.result.status : 'error'
    this.note(`  ${JSON.stringify(command)}`, `administration ${status}`)
    return status
  }
  async #import(): Promise<string> {
    const [done] = await commitMade(this.machine.server, COMMUNITY, async (tx) => [await drawImport(this.#chance, tx)])
    return `${done?.id} ${done?.seq}`
  }
  /** As if every pack were too large. */
  async #split(): Promise<string> {
    const { split } = await splitLargePacks(this.machine.server, COMMUNITY, { since: 0, limit: 0 })
    this.count('pack split', split)
    return String(split)
  }
  async #restore(times: number): Promise<string> {
    if (!this.#loses) return 'nothing'
    for (let time = 0; time < times; time++) await this.machine.restore()
    this.note('  restored', 'restored')
    return String(times)
  }
  async #undo(phone: Phone): Promise<string> {
    const store = await phone.store()
    const last = store.status().waiting.at(-1)
    if (last === undefined) return 'nothing'
    const undone = await store.undo(last.command.id)
    if (undone) phone.promised.delete(last.command.id)
    return String(undone)
  }
  async #dismiss(phone: Phone): Promise<string> {
    const store = await phone.store()
    const first = store.status().attention[0]
    if (first === undefined) return 'nothing'
    await store.dismiss(first.command.id)
    phone.dismissed.add(first.command.id)
    return first.command.id
  }
  async #changeHands({ handset }: Phone): Promise<string> {
    const users = this.phones.filter((phone) => phone.handset === handset)
    const before = users.find((phone) => phone.isSignedIn)
    await before?.signOut()
    const next = this.#chance.pick(users)
    next.isSignedIn = true
    return next.name
  }

  /** Fair weather until nobody has anything left to say, and then everything that was promised. */
  async rest(): Promise<void> {
    for (const ask of this.#underWay.splice(0)) await ask()
    await this.#checks.bringNewerBack()
    for (let quiet = 0, rounds = 0; quiet < 2; rounds++) {
      if (rounds > 40) throw new Error('the world never came to rest')
      const before = await this.#heads()
      for (const phone of this.phones) {
        await this.#checks.nothingWaits(phone, await phone.round())
        await this.#checks.always(phone)
      }
      quiet = before === (await this.#heads()) ? quiet + 1 : 0
    }
    await this.#checks.atRest()
  }
  async #heads(): Promise<string> {
    const states = await Promise.all(this.phones.map(async (phone) => readState((await phone.store()).database)))
    const [row] = await this.machine.server.db.read((tx) => tx.all('SELECT head FROM community'))
    return JSON.stringify([row, states.map((state) => [state.gen, state.cursor, state.packs])])
  }
  async close(): Promise<void> {
    for (const phone of this.phones) phone.close()
    await this.machine.close()
  }
}
