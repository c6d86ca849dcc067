/**
 * Whether a text is a web page, as offices' systems save one under the name of a table: by its first tag, after what may
 * stand before it (a declaration, comments), or as a whole mail of one (MHT).
 */
export function isWebPage(text: string): boolean {
  const start = text.slice(0, 20_000).replace(/^\uFEFF/u, '')
  if (/^MIME-Version:/imu.test(start.slice(0, 2000))) return true
  const first = start.replace(/^(?:\s+|<\?xml\b[^>]*>|<!--[\s\S]*?-->)*/iu, '')
  // A comment that does not end within so much text, or is all there is, belongs to no table either.
  return /^<(?:!--|!doctype\s+html|(?:html|head|body|meta|title|link|script|style|table|div|p|span|center|font)\b)/iu.test(
    first,
  )
}

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
