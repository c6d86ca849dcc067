import { describe, expect, it } from 'vitest'
import { markDiffering, maskForComparing } from './differing.ts'

const shown = (values: readonly string[]): readonly string[] =>
  markDiffering(values).map((pieces) => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''))

describe('differing stretches', () => {
  it('equally long values are compared place by place', () => {
    expect(shown(['13900000417', '13900000471'])).toEqual(['139000004[17]', '139000004[71]'])
    expect(shown(['1944-02-30', '1946-02-28'])).toEqual(['194[4]-02-[30]', '194[6]-02-[28]'])
  })
  it('values of other lengths differ between their common ends', () => {
    expect(shown(['独居老人、听力不便', '独居老人、重病、听力不便'])).toEqual([
      '独居老人、听力不便',
      '独居老人、[重病、]听力不便',
    ])
    expect(shown(['aa', 'aaa'])).toEqual(['aa', 'aa[a]'])
  })
  it('three values mark what any two disagree on', () => {
    expect(shown(['自住', '出租', '空关'])).toEqual(['[自住]', '[出租]', '[空关]'])
  })
  it('equal values have nothing to mark', () => {
    expect(shown(['自住', '自住'])).toEqual(['自住', '自住'])
  })
})

describe('phones to compare', () => {
  it('the middle stays masked where it agrees', () => {
    expect(maskForComparing(['13912340417', '13912340471'])).toEqual(['139****0417', '139****0471'])
  })
  it('a digit in the middle that differs is shown, or one could not choose', () => {
    expect(maskForComparing(['139 1234 0417', '13912350417'])).toEqual(['139***40417', '139***50417'])
  })
  it('other numbers are shown whole', () => {
    expect(maskForComparing(['13912340417', '021-56031234'])).toEqual(['13912340417', '021-56031234'])
    expect(maskForComparing(['12345', '12346'])).toEqual(['12345', '12346'])
  })
})
