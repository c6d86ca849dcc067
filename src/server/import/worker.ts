import { parentPort, workerData } from 'node:worker_threads'
import { readFile } from './read-file.ts'

/** The thread in which a stranger's file is read: what it costs ends with it. */
parentPort?.postMessage(await readFile(workerData.source, workerData.bytes))
