import { argon2, timingSafeEqual } from 'node:crypto'
import { plainPassphrase } from '../domain/passphrase.ts'

/** RFC 9106, second recommendation. What was kept says its own cost, so that this may rise. */
interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}
const COST: Cost = { memory: 65_536, passes: 3, parallelism: 4 }
export const SALT_BYTES = 16
const TAG_BYTES = 32

const derive = (passphrase: string, salt: Uint8Array, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const message = plainPassphrase(passphrase)
    argon2('argon2id', { ...cost, message, nonce: salt, tagLength: TAG_BYTES }, (error, tag) =>
      error === null ? resolve(tag) : reject(error),
    )
  })
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** A passphrase as it is kept, in the usual form of argon2id. */
export async function hashPassphrase(passphrase: string, salt: Uint8Array): Promise<string> {
  const { memory, passes, parallelism } = COST
  const tag = await derive(passphrase, salt, COST)
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`
}

const KEPT = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/
/** Whether this is the passphrase of which that was kept. Without anything kept it takes as long, and is not. */
export async function isPassphrase(passphrase: string, kept: string | undefined): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = KEPT.exec(kept ?? '') ?? []
  const cost =
    memory === undefined ? COST : { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const nonce = salt === '' ? new Uint8Array(SALT_BYTES) : Buffer.from(salt, 'base64')
  const found = await derive(passphrase, nonce, cost)
  const wanted = Buffer.from(tag, 'base64')
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}
