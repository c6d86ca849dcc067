/** Runs inside the page: from a tap on a link until what it leads to has been painted; NaN where it never comes. */
export function timeLink({ href, until }: { readonly href: string; readonly until: string }): Promise<number> {
  return new Promise((resolve) => {
    const link = document.createElement('a')
    link.href = href
    document.body.append(link)
    const started = performance.now()
    link.click()
    link.remove()
    const look = (): void => {
      if (performance.now() - started > 20_000) resolve(Number.NaN)
      else if (document.querySelector(until) === null) requestAnimationFrame(look)
      // The frame that first has it, and the one after: then it is on the screen.
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)))
    }
    look()
  })
}
