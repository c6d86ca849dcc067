/** What follows from a thing that never changes: found once, however often it is asked for, and gone with the thing. */
export function oncePer<Thing extends object, Found extends object | string>(
  find: (thing: Thing) => Found,
): (thing: Thing) => Found {
  const kept = new WeakMap<Thing, Found>()
  return (thing) => {
    const found = kept.get(thing) ?? find(thing)
    kept.set(thing, found)
    return found
  }
}
