/** Compressed packs by name and seq, the longest unused thrown out first once they are more than the limit in bytes. */
export class BlobCache {
  readonly #limit: number
  readonly #blobs = new Map<string, Uint8Array>()
  /** What is being packed just now: a crowd that asks for one pack at once packs it once. */
  readonly #making = new Map<string, Promise<Uint8Array>>()
  #size = 0
  constructor(limit: number) {
    this.#limit = limit
  }
  #get(key: string): Uint8Array | undefined {
    const blob = this.#blobs.get(key)
    if (blob !== undefined) {
      this.#blobs.delete(key)
      this.#blobs.set(key, blob)
    }
    return blob
  }
  /** What is kept or under way. */
  find(key: string): Promise<Uint8Array> | undefined {
    const kept = this.#get(key)
    return kept === undefined ? this.#making.get(key) : Promise.resolve(kept)
  }
  /** What `pack` gives, for this caller and all who come meanwhile; a failure is kept by nobody. */
  make(key: string, pack: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const under = this.find(key)
    if (under !== undefined) return under
    const making = pack()
      .then((blob) => {
        this.#put(key, blob)
        return blob
      })
      .finally(() => this.#making.delete(key))
    this.#making.set(key, making)
    return making
  }
  #put(key: string, blob: Uint8Array): void {
    this.#drop(key)
    this.#blobs.set(key, blob)
    this.#size += blob.byteLength
    for (const [oldest] of this.#blobs) {
      if (this.#size <= this.#limit) break
      this.#drop(oldest)
    }
  }
  clear(): void {
    this.#blobs.clear()
    this.#size = 0
  }
  #drop(key: string): void {
    const blob = this.#blobs.get(key)
    if (blob === undefined) return
    this.#size -= blob.byteLength
    this.#blobs.delete(key)
  }
}
