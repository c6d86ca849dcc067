import type { JSX } from 'preact'
import type { Look } from '../look.ts'
import { t } from '../text/text.ts'

/** Why the names stay masked although they were asked for. */
export const LookFailed = ({ look }: { readonly look: Look }): JSX.Element | null =>
  look.failed ? (
    <p class="late" role="alert">
      {t('look.failed')}
    </p>
  ) : null
