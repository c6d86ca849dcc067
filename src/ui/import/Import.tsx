import './import.css'
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { IMPORT_FILE_LIMIT, IMPORT_SOURCES, type ImportJob, type ImportSource } from '../../domain/import-wire.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Button, Card, Empty, Meter } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useMayImport } from '../rights.ts'
import { t } from '../text/text.ts'
import { ErrorCard } from '../trouble/TroubleCard.tsx'
import { Columns, MapSample } from './Columns.tsx'
import { Found } from './Found.tsx'
import { Result } from './Result.tsx'
import { type Importing, type Step, useImport } from './useImport.ts'

/** A coordinator brings a file in: choose, look at what it would do, say yes. Needs the network. */
export function Import(): JSX.Element {
  const importing = useImport()
  const { step } = importing
  const may = useMayImport()
  const error = 'error' in step ? step.error : undefined
  return (
    <Shell
      title={t('import.title')}
      sub={t('import.sub')}
      back="/me"
      wide
      {...(step.at === 'start' ? {} : { dock: <Dock importing={importing} /> })}
    >
      <div class="import">
        {error !== undefined && <ErrorCard code={error} />}
        {may('roster') ? (
          <Body importing={importing} />
        ) : (
          <Empty title={t('import.mayNot')} hint={t('import.mayNotHint')} />
        )}
      </div>
    </Shell>
  )
}

function Body({ importing }: { readonly importing: Importing }): JSX.Element {
  const { step } = importing
  if (step.at === 'start') return <Choose send={importing.send} />
  if (step.at === 'sending')
    return (
      <Working words={t('import.sending', { sent: megabytes(step.sent), size: megabytes(step.size) })} step={step} />
    )
  const { job } = step
  switch (job.stage) {
    case 'reading':
    case 'stopped':
      return <Working words={t('import.reading')} step={step} />
    case 'comparing':
      return <Working words={t('import.comparing', { count: job.rows ?? 0 })} step={step} />
    case 'writing':
      return <Working words={t('import.writing')} step={step} />
    case 'done':
      return <Result job={job} />
    case 'failed':
      return <Failed job={job} importing={importing} />
    case 'ready':
      return <Ready job={job} importing={importing} />
    default: {
      const never: never = job.stage
      return never
    }
  }
}
const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

const ACCEPTS: Readonly<Record<ImportSource, string>> = {
  roster: '.xlsx,.xls,.csv,.txt',
  buildings: '.geojson,.json,.xlsx,.xls,.csv',
  grids: '.xlsx,.xls,.csv,.txt',
  posts: '.xlsx,.xls,.csv,.txt',
  boundaries: '.geojson,.json',
  facilities: '.geojson,.json',
}
const ICONS: Readonly<Record<ImportSource, IconName>> = {
  roster: 'list',
  buildings: 'board',
  grids: 'map',
  posts: 'me',
  boundaries: 'map',
  facilities: 'flag',
}
function Choose({ send }: Pick<Importing, 'send'>): JSX.Element {
  const [source, setSource] = useState<ImportSource>('roster')
  const [tooLarge, setTooLarge] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const may = useMayImport()
  const take = (file: File | undefined): void => {
    if (file === undefined) return
    setTooLarge(file.size > IMPORT_FILE_LIMIT)
    if (file.size <= IMPORT_FILE_LIMIT) send(source, file)
  }
  return (
    <>
      <fieldset class="choice">
        <legend>{t('import.what')}</legend>
        <div class="import__kinds">
          {IMPORT_SOURCES.filter(may).map((kind) => (
            <button
              key={kind}
              type="button"
              class="import__kind"
              aria-pressed={kind === source}
              onClick={() => setSource(kind)}
            >
              <Icon name={ICONS[kind]} />
              <span class="note__t">
                <b>{t(`import.source.${kind}`)}</b>
                <small>{t(`import.source.${kind}.hint`)}</small>
              </span>
              {kind === source && <Icon name="check" />}
            </button>
          ))}
        </div>
      </fieldset>
      {tooLarge && <ErrorCard code="too_large" />}
      <p class="soft">{t('import.needsNet')}</p>
      <input
        ref={input}
        class="sr"
        type="file"
        tabIndex={-1}
        aria-label={t('import.file')}
        accept={ACCEPTS[source]}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      <Button tone="go" size="big" icon="up" onClick={() => input.current?.click()}>
        {t('import.file')}
      </Button>
    </>
  )
}

/** The bar knows its end only while the file leaves; afterwards the words say what is done. */
function Working({ words, step }: { readonly words: string; readonly step: Step }): JSX.Element {
  const ORDER = ['reading', 'comparing', 'ready', 'writing', 'done']
  const place = step.at === 'job' ? ORDER.indexOf(step.job.stage) + 1 : 0
  const [done, of] = step.at === 'sending' ? [step.sent, step.size] : [place, ORDER.length]
  return (
    <Card class="import__work">
      <p role="status">{words}</p>
      <Meter done={done} of={of} words={words} />
      {!(step.at === 'job' && step.job.stage === 'writing') && <p class="soft">{t('import.nothingYet')}</p>}
    </Card>
  )
}

interface JobProps {
  readonly job: ImportJob
  readonly importing: Importing
}
function Failed({ job, importing }: JobProps): JSX.Element {
  const { fault, preview } = job
  const isDatum = fault?.code === 'unknown_metres' || fault?.code === 'other_datum'
  return (
    <>
      <div class="trouble trouble--you" role="alert">
        <Icon name="you" />
        <p class="grow">
          <b>{t(`import.fault.${(fault?.code ?? 'failed') as 'failed'}`)}</b>
          {fault !== undefined && fault.found !== '' && <span>{fault.found}</span>}
        </p>
      </div>
      {isDatum && <MapSample choose={importing.choose} />}
      {preview?.kind === 'table' && <Columns preview={preview} choose={importing.choose} />}
    </>
  )
}
function Ready({ job, importing }: JobProps): JSX.Element {
  const { preview, report } = job
  return (
    <>
      {report !== undefined && <Found job={job} report={report} />}
      {preview?.kind === 'table' && (
        <Columns preview={preview} choose={importing.choose} isPlace={job.source === 'buildings'} />
      )}
      {preview?.kind === 'map' && (
        <MapSample preview={preview} choose={importing.choose} isHouses={job.source === 'buildings'} />
      )}
    </>
  )
}

function Dock({ importing }: { readonly importing: Importing }): JSX.Element | null {
  const { step, leave, confirm } = importing
  const again = (
    <Button tone="quiet" onClick={leave}>
      {t('import.again')}
    </Button>
  )
  if (step.at === 'job' && (step.job.stage === 'done' || step.job.stage === 'failed'))
    return (
      <Button wide onClick={leave}>
        {t('import.again')}
      </Button>
    )
  if (step.at === 'job' && step.job.stage === 'writing') return null
  if (step.at !== 'job' || step.job.stage !== 'ready' || step.job.report === undefined)
    return (
      <Button tone="stop" wide onClick={leave}>
        {t('import.stop')}
      </Button>
    )
  const { rejected, nothingNew } = step.job.report
  const bad = rejected.filter(({ isHarmless }) => isHarmless !== true).length
  return (
    <>
      {again}
      <Button tone="go" size="big" wide disabled={nothingNew} onClick={() => confirm(bad > 0)}>
        {nothingNew ? t('import.nothingNew') : bad > 0 ? t('import.confirmGood', { count: bad }) : t('import.confirm')}
      </Button>
    </>
  )
}
