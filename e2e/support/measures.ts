import type { Page } from '@playwright/test'

/**
 * Text that cannot be read: out of the screen, cut off, out of the box it stands in, under other text, or under the foot
 * however far one scrolls; and a page that scrolls sideways.
 */
export async function findLost(page: Page): Promise<readonly string[]> {
  // A page learns only with the next frame how high its foot has grown.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  return page.evaluate(lookForLost)
}

/** Things to tap that are smaller than a thumb, in CSS pixels. */
export const findSmall = (page: Page, least: number): Promise<readonly string[]> => page.evaluate(lookForSmall, least)

/** Runs inside the page, where nothing of this file exists. */
function lookForLost(): string[] {
  const SLACK = 1.5
  const lost: string[] = []
  // A phone zooms out of a page that is too wide, and its innerWidth grows with it; clientWidth stays.
  const { scrollWidth, clientWidth, scrollHeight } = document.documentElement
  if (scrollWidth > clientWidth) lost.push(`the page is ${scrollWidth} wide on ${clientWidth}`)
  const nameOf = (element: Element): string => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`
  /** Words for screen readers alone are cut to nothing on purpose. */
  const isForReaders = (element: Element | null): boolean =>
    element !== null && (getComputedStyle(element).clipPath === 'inset(50%)' || isForReaders(element.parentElement))
  const isHidden = (element: Element): boolean =>
    element.closest('[hidden], option, optgroup') !== null ||
    !element.checkVisibility({ visibilityProperty: true }) ||
    isForReaders(element)
  const isBox = (style: CSSStyleDeclaration): boolean =>
    style.backgroundColor !== 'rgba(0, 0, 0, 0)' || Number.parseFloat(style.borderLeftWidth) > 0
  const lineHeightOf = (range: Range): number => range.getClientRects()[0]?.height ?? 0
  const inks: { readonly words: string; readonly owner: Element; readonly box: DOMRect }[] = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const owner = node.parentElement
    const words = node.textContent?.trim() ?? ''
    if (owner === null || words === '' || isHidden(owner)) continue
    // The names on a map are reached by moving it, and are said in full to those who listen.
    if (owner.closest('.mp__svg') !== null) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const { left, right, top: above, bottom: below, width } = range.getBoundingClientRect()
    if (width === 0) continue
    // A line's box is higher than its letters: what must be seen is one em around its middle.
    const spare = Math.max(0, (lineHeightOf(range) - Number.parseFloat(getComputedStyle(owner).fontSize)) / 2)
    const [top, bottom] = [above + spare, below - spare]
    for (const line of range.getClientRects()) {
      const box = new DOMRect(line.x, line.y + spare, line.width, line.height - 2 * spare)
      inks.push({ words: words.slice(0, 24), owner, box })
    }
    const say = (what: string): number => lost.push(`${what}: “${words.slice(0, 24)}” in ${nameOf(owner)}`)
    if (left < -SLACK || right > clientWidth + SLACK) say('out of the screen')
    for (let at: Element | null = owner; at !== null && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at)
      const frame = at.getBoundingClientRect()
      const isInline = style.display === 'inline'
      const cuts = style.overflowX !== 'visible' || style.overflowY !== 'visible'
      if (!isInline && (cuts || isBox(style))) {
        if (left < frame.left - SLACK || right > frame.right + SLACK) say(`out of ${nameOf(at)} sideways`)
        // What scrolls is reached by scrolling, and what lies around it cuts it no more than it does itself.
        if (style.overflowY === 'auto' || style.overflowY === 'scroll') break
        if (top < frame.top - SLACK || bottom > frame.bottom + SLACK) say(`out of ${nameOf(at)} in height`)
      }
      if (style.position === 'fixed') break
    }
  }
  const over = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3
  // What stays at the foot of the screen covers what scrolls under it.
  const footOf = (element: Element): Element | null => element.closest('.foot')
  const foot = document.querySelector<HTMLElement>('.foot')
  const covered = foot === null || getComputedStyle(foot).position === 'static' ? 0 : foot.offsetHeight
  const movesWithThePage = (element: Element | null): boolean => {
    if (element === null || element === document.documentElement) return true
    const { position, overflowY } = getComputedStyle(element)
    if (position === 'fixed' || position === 'sticky' || overflowY === 'auto' || overflowY === 'scroll') return false
    return movesWithThePage(element.parentElement)
  }
  for (const { words, owner, box } of inks) {
    if (box.bottom + scrollY > scrollHeight - covered + SLACK && footOf(owner) === null && movesWithThePage(owner))
      lost.push(`“${words}” stays under the foot`)
  }
  inks.forEach((one, at) => {
    for (const other of inks.slice(at + 1)) {
      if (one.owner === other.owner || footOf(one.owner) !== footOf(other.owner) || !over(one.box, other.box)) continue
      lost.push(`“${one.words}” and “${other.words}” lie over each other`)
    }
  })
  return lost
}

/** Runs inside the page. */
function lookForSmall(least: number): string[] {
  const small: string[] = []
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    // A field inside its label is tapped by the label.
    const target = element.closest('label') ?? element
    const { width, height } = target.getBoundingClientRect()
    if (width === 0 || Math.min(width, height) >= least - 0.5) continue
    const name = `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`
    small.push(
      `${Math.round(width)} × ${Math.round(height)}: ${name} “${(element.textContent ?? '').trim().slice(0, 20)}”`,
    )
  }
  return small
}
