/** A one-time code has ten letters of Crockford's alphabet: none is taken for a digit when read aloud. */
export const CODE_LETTERS = 10

/** What a person typed or scanned, as it was drawn: spaces and dashes left out, O read as 0, I and L as 1. */
export const normalizeCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** In two halves, as it is printed. */
export const spellCode = (code: string): string =>
  `${code.slice(0, CODE_LETTERS / 2)} ${code.slice(CODE_LETTERS / 2)}`.trim()

/** The code in an address's fragment: a fragment never travels to a server, so opening the link uses nothing up. */
export function codeInFragment(fragment: string): string | undefined {
  const code = normalizeCode(/(?:^|[#&])code=([^&]*)/.exec(fragment)?.[1] ?? '')
  return code === '' ? undefined : code
}

export interface SetUpLink {
  readonly code: string
  /** Already there, and only without a coordinator. */
  readonly community?: string
}
/** The set-up link printed by an empty server, in an address's fragment. */
export function setUpInFragment(fragment: string): SetUpLink | undefined {
  const code = normalizeCode(/(?:^|[#&])setup=([^&]*)/.exec(fragment)?.[1] ?? '')
  const community = /&community=([^&]+)/.exec(fragment)?.[1]
  return code === '' ? undefined : { code, ...(community === undefined ? {} : { community: readPart(community) }) }
}
/** An address copied in part may end in the middle of a character. */
function readPart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
