import type { JSX } from 'preact'
import { Button, Card } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { type MyClaim, useMine, useOffer } from './data.ts'
import { LostCards } from './Lost.tsx'
import { LeaseWords } from './MyRow.tsx'
import { ClaimBadge } from './state.tsx'
import { sayFields } from './words.ts'

/** Claims that want the person: to be answered, read or done, and what ended by another hand. */
export function TaskNeeds({ onDone }: { readonly onDone: (words: string) => void }): JSX.Element {
  const offer = useOffer()
  const asking = useMine().filter(({ need }) => need !== undefined && need !== 'ended')
  return (
    <>
      {asking.length > 0 && (
        <div class="cards">
          {asking.map((mine) => (
            <Card key={mine.claim.id} class="you">
              <h2>
                <ClaimBadge mine={mine} standing={mine.standing} />
                <span>{mine.task.body.title}</span>
              </h2>
              <p>
                <Wanted mine={mine} />
              </p>
              <div class="opts">
                <Button tone="go" wide href={`/task/${mine.task.id}`}>
                  {t('task.open')}
                </Button>
              </div>
            </Card>
          ))}
        </div>
      )}
      <LostCards
        offer={offer}
        onClaimed={({ title }) => onDone(t('task.claimed', { task: title }) + t('task.claimedHint'))}
      />
    </>
  )
}
function Wanted({ mine }: { readonly mine: MyClaim }): JSX.Element {
  if (mine.need === 'lease') return <LeaseWords mine={mine} />
  if (mine.need === 'changed')
    return <>{t('task.changed', { fields: sayFields(mine.claim.body.changed?.fields ?? []) })}</>
  return <>{t(mine.standing === 'sent_back' ? 'task.sentBack' : 'task.answerWanted')}</>
}
