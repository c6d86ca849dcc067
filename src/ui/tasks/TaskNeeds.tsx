import type { JSX } from 'preact'
import { Button, Card } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { useMine, useOffer } from './data.ts'
import { LostCards } from './Lost.tsx'
import { ClaimBadge } from './state.tsx'

/** Claims that want the person: a place to say yes or no to, work that came back, and what ended without him. */
export function TaskNeeds({ onDone }: { readonly onDone: (words: string) => void }): JSX.Element {
  const offer = useOffer()
  const asking = useMine().filter(({ standing }) => standing === 'offered' || standing === 'sent_back')
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
              <p>{t(mine.standing === 'offered' ? 'task.answerWanted' : 'task.sentBack')}</p>
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
