import type { JSX } from 'preact'
import type { Counts } from '../../domain/board.ts'
import { t } from '../text/text.ts'

export type Layer = 'care' | 'due' | 'needs'
const LAYERS: readonly Layer[] = ['care', 'due', 'needs']
export const layerFrom = (raw: string | undefined): Layer => LAYERS.find((layer) => layer === raw) ?? 'care'

interface LayersProps {
  readonly shown: Layer
  readonly counts: Pick<Counts, 'due' | 'needs'> | undefined
  /** The address that shows a layer: the choice outlives a reload and the way back. */
  readonly href: (layer: Layer) => string
}
/** What the board and the list tell about each door; one at a time, the legend stays the same. */
export function Layers({ shown, counts, href }: LayersProps): JSX.Element {
  return (
    <nav class="seg layers" aria-label={t('map.layers')}>
      {LAYERS.map((layer) => (
        <a key={layer} href={href(layer)} {...(layer === shown ? { 'aria-current': 'true' as const } : {})}>
          {layer === 'care' || counts === undefined
            ? t(`map.layer.${layer}`)
            : t('map.layerCount', { layer: t(`map.layer.${layer}`), count: counts[layer] })}
        </a>
      ))}
    </nav>
  )
}
