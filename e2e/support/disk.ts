import type { Page } from '@playwright/test'

export interface Disk {
  /** Fills it to the last kilobyte, as photos and videos do. */
  fill(): Promise<void>
  /** There is room again. */
  free(): Promise<void>
}
const SIZE = 24 * 1024 * 1024

/**
 * Gives the app a small disk. Must come before the page first opens anything: Chromium asks for the room that is left
 * once and then counts by itself.
 */
export async function giveSmallDisk(page: Page, origin: string): Promise<Disk> {
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: SIZE })
  return {
    fill: () => page.evaluate(fill),
    async free() {
      await session.send('Storage.overrideQuotaForOrigin', { origin })
    },
  }
}

/** Runs inside the page. */
async function fill(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('videos', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('video', { autoIncrement: true })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  const put = (bytes: number): Promise<boolean> =>
    new Promise((resolve) => {
      const transaction = database.transaction('video', 'readwrite')
      // Chance, so that nothing is saved by packing it.
      const video = new Uint8Array(bytes)
      for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(video.subarray(at, at + 65_536))
      transaction.objectStore('video').add(video)
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
    })
  for (let bytes = 4 * 1024 * 1024; bytes >= 256; bytes /= 4) while (await put(bytes));
  database.close()
}
