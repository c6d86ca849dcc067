import { useEffect, useRef, useState } from 'preact/hooks'
import type { ImportChoices, ImportJob, ImportSource } from '../../domain/import-wire.ts'
import type { ErrorCode } from '../../domain/wire.ts'
import type { ImportAnswer } from '../doors.ts'
import { useLive } from '../live.ts'

/** How often the server is asked how far it is, and whether there is a network again. */
const ASK_MS = 400
const OFFLINE_MS = 3000

export type Step =
  | { readonly at: 'start'; readonly error?: ErrorCode | 'offline' }
  | { readonly at: 'sending'; readonly sent: number; readonly size: number }
  | { readonly at: 'job'; readonly job: ImportJob; readonly error?: ErrorCode | 'offline' }

export interface Importing {
  readonly step: Step
  send(source: ImportSource, file: Blob): void
  choose(choices: ImportChoices): void
  confirm(acceptGoodRows: boolean): void
  /** Back to the beginning; nothing of the file is kept. */
  leave(): void
}
/** In how many milliseconds the server is to be asked; undefined where nothing goes on. */
function askIn(step: Step): number | undefined {
  if (step.at !== 'job') return undefined
  // What was asked for may have arrived before the network went.
  if (step.error === 'offline') return OFFLINE_MS
  const { stage } = step.job
  return stage === 'reading' || stage === 'comparing' || stage === 'writing' ? ASK_MS : undefined
}

function stepAfter(before: Step, answer: ImportAnswer): Step {
  if ('job' in answer) return { at: 'job', job: answer.job }
  // Without network the job goes on; it is asked about again.
  return before.at === 'job' && answer.error === 'offline'
    ? { ...before, error: answer.error }
    : { at: 'start', error: answer.error }
}

/** One file on its way in: sent, followed while the server works on it, and thrown away when the screen is left. */
export function useImport(): Importing {
  const { doors } = useLive()
  const [step, setStep] = useState<Step>({ at: 'start' })
  const stop = useRef(new AbortController())
  const id = step.at === 'job' ? step.job.id : undefined
  useEffect(() => {
    const soon = askIn(step)
    if (soon === undefined || id === undefined) return undefined
    let isOver = false
    const timer = setTimeout(async () => {
      const { askImport } = await doors.importing()
      const answer = await askImport(id)
      if (!isOver) setStep((before) => stepAfter(before, answer))
    }, soon)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [step, id, doors.importing])
  useEffect(
    () => () => {
      stop.current.abort()
      if (id !== undefined) void doors.importing().then(({ stopImport }) => stopImport(id))
    },
    [id, doors.importing],
  )
  return {
    step,
    async send(source, file) {
      stop.current = new AbortController()
      const { signal } = stop.current
      setStep({ at: 'sending', sent: 0, size: file.size })
      const { sendImport } = await doors.importing()
      const onSent = (sent: number): void => setStep({ at: 'sending', sent, size: file.size })
      const answer = await sendImport(source, file, { signal, onSent })
      if (!signal.aborted) setStep((before) => stepAfter(before, answer))
    },
    async choose(choices) {
      if (id === undefined) return
      const answer = await (await doors.importing()).chooseImport(id, choices)
      setStep((before) => stepAfter(before, answer))
    },
    async confirm(acceptGoodRows) {
      const digest = step.at === 'job' ? step.job.report?.digest : undefined
      if (id === undefined || digest === undefined) return
      const { confirmImport, askImport } = await doors.importing()
      const answer = await confirmImport(id, { digest, acceptGoodRows })
      // A browser sends once more what got no answer, and what was confirmed cannot be confirmed again: the job knows.
      const isUnsure = 'error' in answer && (answer.error === 'offline' || answer.error === 'bad_request')
      const known = isUnsure ? await askImport(id) : answer
      setStep((before) => stepAfter(before, known))
    },
    leave() {
      stop.current.abort()
      setStep({ at: 'start' })
    },
  }
}
