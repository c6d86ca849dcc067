import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './Icon.tsx'

interface ChipProps {
  readonly isOn: boolean
  readonly onTap: () => void
  readonly children: ComponentChildren
}
/** One of several that may be chosen together: a tick beside its colour says that it is. */
export const Chip = ({ isOn, onTap, children }: ChipProps): JSX.Element => (
  <button type="button" class="chip" aria-pressed={isOn} onClick={onTap}>
    {isOn && <Icon name="check" size="s" />}
    {children}
  </button>
)
/** The chosen ones after a tap on one of them. */
export const withTap = (chosen: readonly string[], id: string): readonly string[] =>
  chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]
