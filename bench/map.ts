import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { getChromium, thisMachine } from '../e2e/support/chromium.ts'
import { enter, walkTo } from '../e2e/support/enter.ts'
import { PHONE } from '../e2e/support/phone.ts'
import { startServer } from '../e2e/support/server.ts'
import { describeMachine } from './machine/machine.ts'
import { median, round } from './machine/numbers.ts'
import { SLOWED, Slow, type Spread, spread, type Taken } from './screen/slow.ts'
import { timeLink } from './screen/time-link.ts'
import { fillTown, hasTown } from './town.ts'

const LAYERS = ['due', 'unseen', 'needs', 'care'] as const
const TIMES = 5

interface Measured {
  readonly buildings: number
  /** From the tap to the picture: the screen's files fetched and read, and once they are there. */
  readonly firstOpen: Spread
  readonly open: Spread
  /** From the tap on a layer to the picture that shows it. */
  readonly layerSwitch: Spread
  readonly pan: Frames
  readonly zoom: Frames
  /** Elements in the picture while it was moved. */
  readonly elements: number
}
interface Frames {
  readonly fps: number
  /** Milliseconds: the middle one, and the one that nineteen of twenty are below. */
  readonly median: number
  readonly p95: number
}

/** Runs inside the page: one finger or the wheel, a step a frame, and how long each frame took. */
function moveFor({ kind }: { readonly kind: 'pan' | 'zoom' }): Promise<number[]> {
  const svg = document.querySelector('.mp__svg')
  const frames: number[] = []
  if (svg === null) return Promise.resolve(frames)
  const { left, top, width, height } = svg.getBoundingClientRect()
  const [x, y] = [left + width / 2, top + height / 2]
  const finger = (type: string, dx: number): void => {
    const at = {
      pointerId: 1,
      pointerType: 'touch',
      isPrimary: true,
      clientX: x + dx,
      clientY: y + dx / 3,
      bubbles: true,
    }
    svg.dispatchEvent(new PointerEvent(type, at))
  }
  // A finger that is not there cannot be held on to.
  Element.prototype.setPointerCapture = () => undefined
  return new Promise((resolve) => {
    let before = performance.now()
    let step = 0
    if (kind === 'pan') finger('pointerdown', 0)
    const next = (now: number): void => {
      if (step > 0) frames.push(now - before)
      before = now
      step++
      if (step > 150) {
        if (kind === 'pan') finger('pointerup', 0)
        resolve(frames)
        return
      }
      if (kind === 'pan') finger('pointermove', 90 * Math.sin(step / 12))
      else
        svg.dispatchEvent(
          new WheelEvent('wheel', { deltaY: 40 * Math.sin(step / 12), clientX: x, clientY: y, cancelable: true }),
        )
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
}
const framesOf = (all: readonly number[]): Frames => ({
  fps: round((1000 * all.length) / all.reduce((sum, one) => sum + one, 0)),
  median: round(median(all)),
  p95: round([...all].sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0),
})

async function measure(page: Page, buildings: number): Promise<Measured> {
  const slow = await Slow.of(page)
  const open = { href: '/map', until: '.mp__svg[viewBox] .mg' }
  const walk = (way: typeof open): Promise<Taken> => slow.timed(() => page.evaluate(timeLink, way))
  const firstOpen = await walk(open)
  const opens: Taken[] = []
  const switches: Taken[] = []
  for (let time = 0; time < TIMES; time++) {
    await walkTo(page, '/me')
    await page.locator('.me').waitFor()
    opens.push(await walk(open))
    for (const layer of LAYERS) {
      const href = layer === 'care' ? '/map' : `/map?layer=${layer}`
      switches.push(await walk({ href, until: `.layers [aria-current][href="${href}"]` }))
    }
  }
  const pan = framesOf(await page.evaluate(moveFor, { kind: 'pan' as const }))
  const zoom = framesOf(await page.evaluate(moveFor, { kind: 'zoom' as const }))
  const elements = await page.locator('.mp__svg *').count()
  return {
    buildings,
    firstOpen: spread([firstOpen]),
    open: spread(opens),
    layerSwitch: spread(switches),
    pan,
    zoom,
    elements,
  }
}

/** The coordinator's phone, with the whole community on it. */
async function onPhone<T>(dataDir: string | undefined, use: (page: Page) => Promise<T>): Promise<T> {
  const server = await startServer(dataDir === undefined ? {} : { from: dataDir })
  const browser = await chromium.launch({ executablePath: getChromium(thisMachine()) })
  try {
    const page = await (await browser.newContext({ ...PHONE, baseURL: server.url() })).newPage()
    await enter(page, server.codes().coordinator)
    return await use(page)
  } finally {
    await browser.close()
    await server.remove()
  }
}

/** The town whole, as outlines, and one of its grids house by house. */
async function measureTown(): Promise<Readonly<Record<'townWhole' | 'townGrid', Measured>>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'minqing-town-'))
  try {
    const buildings = await fillTown(dataDir)
    return await onPhone(dataDir, async (page) => {
      const townWhole = await measure(page, buildings)
      await walkTo(page, '/map?grid=town-9')
      await page.locator('.mh').first().waitFor()
      const frames = [
        framesOf(await page.evaluate(moveFor, { kind: 'pan' as const })),
        framesOf(await page.evaluate(moveFor, { kind: 'zoom' as const })),
      ] as const
      const elements = await page.locator('.mp__svg *').count()
      return { townWhole, townGrid: { ...townWhole, pan: frames[0], zoom: frames[1], elements } }
    })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** On the clock, and in brackets at work. */
const sayTime = ({ p50, work }: Spread): string => `${p50} ms (${work})`
const say = ({ buildings, elements, firstOpen, open, layerSwitch, pan, zoom }: Measured): string =>
  `${buildings} buildings, ${elements} elements; open ${sayTime(firstOpen)}, again ${sayTime(open)}; layer ${sayTime(layerSwitch)}; ` +
  `pan ${pan.fps} fps (p95 ${pan.p95} ms), zoom ${zoom.fps} fps (p95 ${zoom.p95} ms)`

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } })
  const machine = describeMachine(getChromium(thisMachine()))
  const found: Record<string, Measured> = {}
  const tell = (more: Readonly<Record<string, Measured>>): void => {
    for (const [name, one] of Object.entries(more)) process.stdout.write(`${name}: ${say(one)}\n`)
    Object.assign(found, more)
  }
  process.stdout.write(`${SLOWED}; in brackets how long it was at work:\n`)
  tell({ demo: await onPhone(undefined, (page) => measure(page, 118)) })
  if (hasTown()) tell(await measureTown())
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, throttle: SLOWED, ...found }, null, 2)}\n`)
}
await main()
