/** The last answer about a thing that never changes: back from a task, thousands are not gone through again. */
export function lastPer<Thing extends object, Asked, Found extends object>(
  find: (thing: Thing, asked: Asked) => Found,
): (thing: Thing, asked: Asked) => Found {
  const kept = new WeakMap<Thing, { readonly key: string; readonly found: Found }>()
  return (thing, asked) => {
    const key = JSON.stringify(asked)
    const last = kept.get(thing)
    if (last?.key === key) return last.found
    const found = find(thing, asked)
    kept.set(thing, { key, found })
    return found
  }
}
