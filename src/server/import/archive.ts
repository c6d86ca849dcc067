import { inflateRawSync } from 'node:zlib'
import { FileFault } from './problems.ts'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_SIZE = 22

interface Entry {
  readonly at: number
  readonly method: number
  readonly packed: number
}
/**
 * Proves that a ZIP archive inflates to no more than `limit` bytes, before anything else reads it. Sizes in an archive
 * may lie, so every entry is inflated here up to the limit and thrown away; and entries must follow each other without
 * a gap, so that no reader finds one that the directory does not name. Throws a FileFault.
 */
export function checkArchive(bytes: Uint8Array, limit: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { entries, directory } = readDirectory(view)
  let rest = limit
  let next = 0
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    // A record of up to 24 bytes with the sizes may stand behind an entry.
    if (entry.at < next || entry.at > next + 24) throw broken()
    const data = dataOf(view, entry)
    rest -= entry.method === 0 ? entry.packed : inflatedLength(bytes.subarray(data, data + entry.packed), rest)
    if (rest < 0) throw new FileFault('too_big')
    next = data + entry.packed
  }
  if (directory < next || directory > next + 24) throw broken()
}
const broken = (): FileFault => new FileFault('not_a_table', 'ZIP')

function readDirectory(view: DataView): { readonly entries: readonly Entry[]; readonly directory: number } {
  const end = findEnd(view)
  const directory = view.getUint32(end + 16, true)
  const entries: Entry[] = []
  let at = directory
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) throw broken()
    entries.push({
      at: view.getUint32(at + 42, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
    })
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return { entries, directory }
}
/** The end record stands last, with a remark of at most 64 kB behind it. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) if (view.getUint32(at, true) === END) return at
  throw broken()
}
function dataOf(view: DataView, { at, packed }: Entry): number {
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL) throw broken()
  const data = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (data + packed > view.byteLength) throw broken()
  return data
}
function inflatedLength(packed: Uint8Array, limit: number): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) }).length
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new FileFault('too_big')
    throw broken()
  }
}
