import type { ComponentChildren, JSX } from 'preact'
import type { TaskFields } from '../../../domain/task-form.ts'
import { Icon } from '../../parts/Icon.tsx'
import { t } from '../../text/text.ts'

/** The form as its sections see it. */
export interface Field {
  readonly fields: TaskFields
  readonly isChange: boolean
  set(patch: Partial<TaskFields>): void
  /** What is wrong with it, in words. */
  fault(name: string): string | undefined
}

/** Fields that stand side by side where there is room. */
export const Beside = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <div class="beside">{children}</div>
)

/** What most tasks do without; what is wrong in it shows. */
export function Folded({
  title,
  isOpen,
  children,
}: {
  readonly title: string
  readonly isOpen: boolean
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <details class="typed" open={isOpen}>
      <summary>
        <h2 class="grow">{title}</h2>
        <span class="typed__all">
          {t('task.look')}
          <Icon name="down" size="s" />
        </span>
      </summary>
      {children}
    </details>
  )
}
