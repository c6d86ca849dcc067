import type { JSX } from 'preact'
import { LAYERS, type Layer } from '../../domain/layers.ts'
import { t } from '../text/text.ts'

interface LayersProps {
  readonly shown: Layer
  /** A number beside the word, where the screen has it. */
  readonly counts?: Readonly<Partial<Record<Layer, number>>> | undefined
  /** The address that shows a layer: the choice outlives a reload and the way back. */
  readonly href: (layer: Layer) => string
}
/** What the map, the board and the lists tell; one at a time, the legend stays the same. */
export function Layers({ shown, counts, href }: LayersProps): JSX.Element {
  return (
    <nav class="seg layers" aria-label={t('map.layers')}>
      {LAYERS.map((layer) => {
        const count = counts?.[layer]
        return (
          <a key={layer} href={href(layer)} {...(layer === shown ? { 'aria-current': 'true' as const } : {})}>
            {count === undefined
              ? t(`map.layer.${layer}`)
              : t('map.layerCount', { layer: t(`map.layer.${layer}`), count })}
          </a>
        )
      })}
    </nav>
  )
}
