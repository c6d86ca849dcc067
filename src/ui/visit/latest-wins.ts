/** Writes values one after the other and always ends with the newest. */
export interface Writer<T> {
  /** Ends when this value, or a newer one, is written; rejects when it could not be. */
  write(value: T): Promise<void>
  /** Ends when nothing is being written any more, whether it went well or not. */
  settled(): Promise<void>
}

/**
 * Two writes at once could end in the other order (compressing takes its own time), and a write still under way
 * could bring back what has been deleted meanwhile: so there is never more than one, and one can wait for it.
 */
export function latestWins<T>(save: (value: T) => Promise<void>): Writer<T> {
  let newest: { readonly value: T } | undefined
  let running: Promise<void> | undefined
  const run = async (): Promise<void> => {
    while (newest !== undefined) {
      const { value } = newest
      newest = undefined
      await save(value)
    }
  }
  return {
    write(value) {
      newest = { value }
      running ??= run().finally(() => {
        running = undefined
      })
      return running
    },
    settled: () =>
      running?.then(
        () => undefined,
        () => undefined,
      ) ?? Promise.resolve(),
  }
}
