/** Compressed packs by name and seq, the longest unused thrown out first once they are more than the limit in bytes. */
export class BlobCache {
  readonly #limit: number
  readonly #blobs = new Map<string, Uint8Array>()
  #size = 0
  constructor(limit: number) {
    this.#limit = limit
  }
  get(key: string): Uint8Array | undefined {
    const blob = this.#blobs.get(key)
    if (blob !== undefined) {
      this.#blobs.delete(key)
      this.#blobs.set(key, blob)
    }
    return blob
  }
  put(key: string, blob: Uint8Array): void {
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
