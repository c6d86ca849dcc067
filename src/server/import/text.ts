/** Bytes of a text file as text: UTF-8 (with or without mark), UTF-16 with its mark, else GB18030. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // GB18030 gives a character for almost every pair of bytes, so it is only asked when UTF-8 has said no.
    return new TextDecoder('gb18030').decode(bytes)
  }
}
