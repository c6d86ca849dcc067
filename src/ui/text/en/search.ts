import type { Translation } from '../entry.ts'
import type { text as zh } from '../zh/search.ts'

export const text: Translation<typeof zh> = {
  'search.title': 'Find a person or door',
  'search.label': 'Name, door or phone',
  'search.examples': 'All of these find',
  'search.byName': '张建明',
  'search.byPinyin': 'zhangjm',
  'search.byDoor': '3-402',
  'search.byStair': '12号6楼',
  'search.byPhone': '2231',
  'search.exName': 'a name, one or two characters do',
  'search.exPinyin': 'pinyin or initials',
  'search.exDoor': 'a door, or 3号402',
  'search.exStair': 'a stair and floor',
  'search.exPhone': 'last four digits of a phone',
  'search.found': { one: '{count} household found', other: '{count} households found' },
  'search.many': 'The first {count}; write a little more',
  'search.none': 'Nothing found for "{query}"',
  'search.noneHint': 'Write less, or try the door or initials. Households of other grids are not on this phone.',
  'search.notComplete': 'The data is not complete yet; searching must wait',
  'search.notCompleteHint': 'Door boards open already. Come back when everything is here.',
  'search.ended': 'no longer lives here',
  'search.clear': 'Clear',
  'search.loading': 'Opening all the data',
}
