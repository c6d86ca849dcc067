import { crc32, deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { checkArchive } from './archive.ts'
import { FileFault } from './problems.ts'

const MEGABYTE = 1024 * 1024
const codeOf = (bytes: Uint8Array, limit = MEGABYTE) => {
  try {
    return checkArchive(bytes, limit) ?? 'fine'
  } catch (error) {
    return error instanceof FileFault ? error.code : error
  }
}
/** An archive of deflated files whose sizes say what they like. */
function archiveOf(
  files: readonly { readonly data: Buffer; readonly claims: number; readonly hidden?: boolean }[],
): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let at = 0
  for (const [place, { data, claims, hidden }] of files.entries()) {
    const name = Buffer.from(`file${place}`)
    const packed = deflateRawSync(data)
    const fields = (bytes: Buffer, from: number): Buffer => {
      bytes.writeUInt16LE(8, from)
      bytes.writeUInt32LE(crc32(data), from + 6)
      bytes.writeUInt32LE(packed.length, from + 10)
      bytes.writeUInt32LE(claims, from + 14)
      bytes.writeUInt16LE(name.length, from + 18)
      return bytes
    }
    const local = fields(Buffer.alloc(30), 8)
    local.writeUInt32LE(0x04034b50, 0)
    const central = fields(Buffer.alloc(46), 10)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt32LE(at, 42)
    locals.push(local, name, packed)
    if (hidden !== true) centrals.push(Buffer.concat([central, name]))
    at += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(centrals.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}
const small = { data: Buffer.from('text'), claims: 4 }
const bomb = { data: Buffer.alloc(3 * MEGABYTE, 'a'), claims: 10 }

test('a real workbook passes', async () => {
  const rows = Array.from({ length: 50 }, (_, row) => [{ value: `楼${row}` }, { value: row, type: Number }])
  expect(codeOf(await writeXlsxFile(rows).toBuffer())).toBe('fine')
})
test('an archive that inflates beyond the limit is refused, whatever size it claims', () => {
  expect(codeOf(archiveOf([small, small]))).toBe('fine')
  expect(codeOf(archiveOf([small, bomb]))).toBe('too_big')
  const many = Array.from({ length: 5 }, () => ({ data: Buffer.alloc(MEGABYTE / 4, 'b'), claims: 1 }))
  expect(codeOf(archiveOf(many))).toBe('too_big')
})
test('an entry that the directory does not name is refused', () => {
  expect(codeOf(archiveOf([small, { ...bomb, hidden: true }]))).toBe('not_a_table')
  expect(codeOf(archiveOf([{ ...bomb, hidden: true }, small]))).toBe('not_a_table')
})
test('what is cut off or damaged is no table', () => {
  const whole = archiveOf([small, small])
  for (let length = 0; length < whole.length; length++)
    expect(codeOf(whole.subarray(0, length)), String(length)).toBe('not_a_table')
  const damaged = Buffer.from(whole)
  damaged.fill(0xff, 34, 40)
  expect(codeOf(damaged)).toBe('not_a_table')
})
