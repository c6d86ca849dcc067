import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseSync } from 'vite'

/** A file of the project as the checkers see it: `path` from the project's root, with forward slashes. */
export interface Source {
  readonly path: string
  readonly text: string
}
export interface Import {
  /** What the code names: './visit.ts', 'preact', 'node:fs'; undefined where it is computed at run time. */
  readonly from: string | undefined
  readonly lazy: boolean
  /** Only types: gone before anything runs. */
  readonly typeOnly: boolean
  readonly reExport: boolean
}

/** A folder may have packages of its own. */
const INSTALLED = /(^|[\\/])node_modules([\\/]|$)/
/** Every file below the folders, apart from what a build or a test leaves behind. */
export function readSources(root: string, folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !INSTALLED.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
export const isCode = (source: Source): boolean => /\.tsx?$/.test(source.path)

/** A node of the syntax tree, as far as the checkers need to know it. */
interface Node {
  readonly type: string
  readonly [field: string]: unknown
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function* nodesBelow(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesBelow(child)
  }
}
const parse = (source: Source) => {
  const parsed = parseSync(source.path, source.text)
  const [error] = parsed.errors
  if (error !== undefined) throw new Error(`${source.path}: ${error.message}`)
  return parsed
}

const literalOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  return undefined
}
const named = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === 'Identifier' && node['name'] === name
const firstArgument = (node: Node): unknown => (Array.isArray(node['arguments']) ? node['arguments'][0] : undefined)

/** Imports which are no import statement: import(), import types, worker files, and the old ways round them. */
function readHiddenImport(node: Node): Import | undefined {
  const lazy = { lazy: true, typeOnly: false, reExport: false }
  if (node.type === 'ImportExpression') return { from: literalOf(node['source']), ...lazy }
  if (node.type === 'TSImportType') {
    return { from: literalOf(node['source']), lazy: false, typeOnly: true, reExport: false }
  }
  const calls = node.type === 'CallExpression' || node.type === 'NewExpression'
  if (!calls) return undefined
  const callee = node['callee']
  if (named(callee, 'require')) return { from: literalOf(firstArgument(node)), ...lazy }
  if (['createRequire', 'Function', 'eval'].some((name) => named(callee, name))) return { from: undefined, ...lazy }
  if (isGlob(callee)) return { from: undefined, ...lazy }
  const from = literalOf(firstArgument(node))
  if (named(callee, 'URL') && from !== undefined && /^\.{1,2}\/.*\.tsx?$/.test(from)) return { from, ...lazy }
  return undefined
}
const isGlob = (callee: unknown): boolean =>
  isNode(callee) &&
  callee.type === 'MemberExpression' &&
  isNode(callee['object']) &&
  callee['object'].type === 'MetaProperty' &&
  isNode(callee['property']) &&
  String(callee['property']['name']).startsWith('glob')

/** All that the file takes from others. */
export function readImports(source: Source): readonly Import[] {
  const { module, program } = parse(source)
  const stated = module.staticImports.map(({ moduleRequest, entries, start, end }) => ({
    from: moduleRequest.value,
    lazy: false,
    typeOnly:
      /^import\s+type\b/.test(source.text.slice(start, end)) || (entries.length > 0 && entries.every((e) => e.isType)),
    reExport: false,
  }))
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) =>
      entry.moduleRequest === null
        ? []
        : [{ from: entry.moduleRequest.value, lazy: false, typeOnly: entry.isType, reExport: true }],
    ),
  )
  const hidden = [...nodesBelow(program as unknown as Node)]
    .map(readHiddenImport)
    .filter((found) => found !== undefined)
  return [...stated, ...passedOn, ...hidden]
}

/** Strings and texts in the code that a person could read on the screen; comments are not among them. */
export function readStrings(source: Source): readonly string[] {
  return [...nodesBelow(parse(source).program as unknown as Node)].flatMap((node) => {
    if (node.type === 'JSXText' && typeof node['value'] === 'string') return [node['value']]
    if (node.type === 'TemplateElement') return [JSON.stringify(node['value'])]
    const text = literalOf(node)
    return text === undefined ? [] : [text]
  })
}
