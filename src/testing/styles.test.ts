import { expect, test } from 'vitest'
import { readSources, type Source } from './source.ts'

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
/** Classes that a sheet describes by themselves, outside any other element. */
function classesIn({ text }: Source): readonly string[] {
  const selectors = [...text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}@;]+)\{/g)].flatMap(([, head = '']) =>
    head.split(',').map((selector) => selector.trim()),
  )
  return [...new Set(selectors.filter((selector) => /^\.[\w-]+$/.test(selector)))]
}
/** All sheets end in one file: what two screens call by one name, the later one would paint on both. */
function findSharedNames(sheets: readonly Source[]): readonly string[] {
  const folders = new Map<string, Set<string>>()
  for (const sheet of sheets) {
    for (const name of classesIn(sheet)) folders.set(name, (folders.get(name) ?? new Set()).add(folderOf(sheet.path)))
  }
  return [...folders].filter(([, where]) => where.size > 1).map(([name, where]) => `${name}: ${[...where].join(', ')}`)
}

test('no class is described by the sheets of two screens', () => {
  const sheets = readSources('.', ['src/ui']).filter(({ path }) => path.endsWith('.css') && !path.includes('/parts/'))
  expect(sheets.length).toBeGreaterThan(5)
  expect(findSharedNames(sheets)).toEqual([])
})
test('two sheets with one name are found, also where others stand beside it', () => {
  const sheets = [
    { path: 'src/ui/visit/a.css', text: '.prom {\n color: red }' },
    { path: 'src/ui/review/b.css', text: '@media print { .x,\n.prom { color: blue } }' },
    { path: 'src/ui/review/c.css', text: '/* .prom { */ .x { } .y .prom { }' },
  ]
  expect(findSharedNames(sheets)).toEqual(['.prom: src/ui/visit, src/ui/review'])
})
