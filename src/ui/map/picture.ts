import { EDGE } from './camera.ts'

/** What of an element's look a picture must carry along: outside of the page no style sheet reaches it. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'stroke-opacity',
  'opacity',
  'display',
  'font-family',
  'font-weight',
  'font-size',
  'text-anchor',
  'paint-order',
] as const
const WIDTH = 1600
const MARGIN = 40

/** What stands above and below the map: it must be understood without the app. */
export interface Caption {
  readonly title: string
  readonly under: string
  readonly legend: readonly CaptionRow[]
  readonly foot: string
}

export interface CaptionRow {
  readonly words: string
  readonly fill: string
  readonly edge: string
  /** ▲ ■ ◆ ● ○: of care levels, which are told by form before colour. */
  readonly symbol: string | undefined
  /** What nobody knows is hatched, as on the map. */
  readonly isHatched: boolean
}

/** The map as it is seen now, with its legend and its date, as a PNG. Nothing leaves the device. */
export async function drawPicture(svg: SVGSVGElement, caption: Caption): Promise<Blob> {
  const { width, height } = (svg.parentElement ?? svg).getBoundingClientRect()
  const high = Math.round((WIDTH * height) / width)
  const image = await readImage(withLooks(svg, { width: WIDTH, height: high }))
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH + 2 * MARGIN
  const head = 180
  const rowHigh = 56
  canvas.height = head + high + 60 + rowHigh * (caption.legend.length + 1) + MARGIN
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('This browser has no canvas to draw on')
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body)
  const paper = getComputedStyle(document.documentElement).backgroundColor
  pen.fillStyle = backgroundColor === 'rgba(0, 0, 0, 0)' ? paper : backgroundColor
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, MARGIN, head)
  const write = (words: string, at: { x: number; y: number; size: number; weight?: number }): void => {
    pen.fillStyle = color
    pen.font = `${at.weight ?? 400} ${at.size}px ${fontFamily}`
    pen.fillText(words, at.x, at.y)
  }
  write(caption.title, { x: MARGIN, y: 84, size: 64, weight: 600 })
  write(caption.under, { x: MARGIN, y: 146, size: 38 })
  caption.legend.forEach((each, row) => {
    const y = head + high + 60 + row * rowHigh
    drawKey(pen, each, y)
    write(each.words, { x: MARGIN + 76, y, size: 36 })
  })
  write(caption.foot, { x: MARGIN, y: head + high + 60 + caption.legend.length * rowHigh + 6, size: 30 })
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture could not be drawn')) : resolve(blob)),
      'image/png',
    ),
  )
}

function drawKey(pen: CanvasRenderingContext2D, { fill, edge, symbol, isHatched }: CaptionRow, y: number): void {
  pen.fillStyle = fill
  pen.strokeStyle = edge
  pen.lineWidth = 3
  pen.font = `34px ${getComputedStyle(document.body).fontFamily}`
  pen.fillRect(MARGIN, y - 34, 54, 42)
  pen.strokeRect(MARGIN, y - 34, 54, 42)
  if (isHatched) hatch(pen, { left: MARGIN, top: y - 34, wide: 54, high: 42 })
  if (symbol === undefined) return
  pen.fillStyle = edge
  pen.fillText(symbol, MARGIN + 10, y - 1)
}

const HATCH = 12
function hatch(
  pen: CanvasRenderingContext2D,
  { left, top, wide, high }: Readonly<Record<'left' | 'top' | 'wide' | 'high', number>>,
): void {
  pen.save()
  pen.beginPath()
  pen.rect(left, top, wide, high)
  pen.clip()
  pen.beginPath()
  for (let x = left - high; x < left + wide; x += HATCH) {
    pen.moveTo(x, top + high)
    pen.lineTo(x + high, top)
  }
  pen.stroke()
  pen.restore()
}

/** The same elements, each with the look it has on the page now. */
function withLooks(svg: SVGSVGElement, size: { readonly width: number; readonly height: number }): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const copies = copy.querySelectorAll<SVGElement>('*')
  svg.querySelectorAll('*').forEach((element, at) => {
    const look = getComputedStyle(element)
    const style = copies[at]?.style
    for (const name of LOOKS) style?.setProperty(name, look.getPropertyValue(name))
  })
  copy.setAttribute('viewBox', withoutEdges(svg.viewBox.baseVal))
  copy.style.transform = ''
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(size.width))
  copy.setAttribute('height', String(size.height))
  copy.style.background = getComputedStyle(svg).backgroundColor
  return new XMLSerializer().serializeToString(copy)
}
/** The picture is drawn beyond the edges of the screen: what is seen is its middle. */
function withoutEdges({ x, y, width, height }: DOMRect): string {
  const [wide, high] = [width / (1 + 2 * EDGE), height / (1 + 2 * EDGE)]
  return [x + (width - wide) / 2, y + (height - high) / 2, wide, high].join(' ')
}
async function readImage(source: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`
  await image.decode()
  return image
}

/** Hands a file to the device, as a download. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has read it by then; at once would be too early for some.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
