import { expect, it } from 'vitest'
import { type Camera, type Screen, zoomAt } from './camera.ts'
import { listen } from './gestures.ts'

const SCREEN: Screen = { width: 390, height: 600 }
/** A picture under fingers: its element as far as listening needs one, the camera that it looks through, and its taps. */
function aPicture() {
  const svg = Object.assign(new EventTarget(), {
    parentElement: null,
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
    hasPointerCapture: () => true,
    setPointerCapture: () => undefined,
  }) as unknown as SVGSVGElement
  let camera: Camera = { x: 0, y: 0, scale: 1 }
  const taps: (readonly [number, number])[] = []
  listen(svg, {
    look: (change) => {
      camera = change(camera, SCREEN)
    },
    tap: ([x, y]) => taps.push([x, y]),
  })
  const finger = (type: string, pointerId: number, at: readonly [number, number]): void => {
    const event = Object.assign(new Event(type), { pointerId, pointerType: 'touch', clientX: at[0], clientY: at[1] })
    svg.dispatchEvent(event)
  }
  return { camera: () => camera, taps, finger }
}

it('two fingers that part come closer, about the place between them; no tap is taken for it', () => {
  const { camera, taps, finger } = aPicture()
  finger('pointerdown', 1, [150, 300])
  finger('pointerdown', 2, [250, 300])
  finger('pointermove', 1, [100, 300])
  finger('pointermove', 2, [300, 300])
  finger('pointerup', 1, [100, 300])
  finger('pointerup', 2, [300, 300])
  expect(camera().scale).toBeCloseTo(2)
  expect(taps).toEqual([])
})
it('two fingers that close up go away again', () => {
  const { camera, finger } = aPicture()
  finger('pointerdown', 1, [100, 300])
  finger('pointerdown', 2, [300, 300])
  finger('pointermove', 2, [200, 300])
  expect(camera().scale).toBeCloseTo(0.5)
})
it('two taps on one place come twice as close there; two taps apart are two taps', () => {
  const near = aPicture()
  for (const type of ['pointerdown', 'pointerup', 'pointerdown', 'pointerup']) near.finger(type, 1, [120, 200])
  expect(near.camera()).toEqual(zoomAt({ x: 0, y: 0, scale: 1 }, SCREEN, { factor: 2, at: [120, 200] }))
  expect(near.taps).toEqual([[120, 200]])
  const apart = aPicture()
  for (const x of [60, 300]) for (const type of ['pointerdown', 'pointerup']) apart.finger(type, 1, [x, 200])
  expect(apart.camera().scale).toBe(1)
  expect(apart.taps).toEqual([
    [60, 200],
    [300, 200],
  ])
})
it('a finger that shakes taps; one that moves drags the picture along and taps nothing', () => {
  const still = aPicture()
  still.finger('pointerdown', 1, [100, 100])
  still.finger('pointermove', 1, [103, 102])
  still.finger('pointerup', 1, [103, 102])
  expect(still.taps).toHaveLength(1)
  const moving = aPicture()
  moving.finger('pointerdown', 1, [100, 100])
  moving.finger('pointermove', 1, [160, 130])
  moving.finger('pointerup', 1, [160, 130])
  expect(moving.taps).toEqual([])
  expect(moving.camera()).not.toEqual({ x: 0, y: 0, scale: 1 })
})
it('a finger that the system takes away taps nothing', () => {
  const { taps, finger } = aPicture()
  finger('pointerdown', 1, [100, 100])
  finger('pointercancel', 1, [100, 100])
  expect(taps).toEqual([])
})
