import { BEAT, SYNC_MESSAGE, type WorkerRun } from './worker.ts'

/** Whatever posts messages: the active service worker. */
export interface Postable {
  postMessage(message: unknown, transfer: Transferable[]): void
}
/** A worker that is asleep starts within this; one that does not answer is not to be waited for. */
const ANSWERS_WITHIN = 3_000
/** Beats that may be missed: a busy phone is slow, a worker that the browser has ended is silent. */
const MISSED = 3
/** A worker may say for ever that it runs while its disk gives it nothing: then the page looks for itself. */
const LONGEST = 60_000

/**
 * Asks the worker for a run; undefined when it does not answer in time, falls silent in the middle, fails, or never ends: the
 * page then runs itself.
 */
export function askWorker(worker: Postable): Promise<WorkerRun | undefined> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const end = (run: WorkerRun | undefined): void => {
      clearTimeout(timer)
      clearTimeout(longest)
      port1.close()
      resolve(run)
    }
    let timer = setTimeout(() => end(undefined), ANSWERS_WITHIN)
    const longest = setTimeout(() => end(undefined), LONGEST)
    port1.onmessage = ({ data }: MessageEvent<WorkerRun | 'running' | 'failed'>) => {
      if (data === 'failed') return end(undefined)
      if (data !== 'running') return end(data)
      clearTimeout(timer)
      timer = setTimeout(() => end(undefined), BEAT * MISSED)
    }
    worker.postMessage({ type: SYNC_MESSAGE }, [port2])
  })
}
