import { describe, expect, it } from 'vitest'
import { findBreaches } from './import-rules.ts'
import { readSources } from './source.ts'

const breachesOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  findBreaches(Object.entries(files).map(([path, text]) => ({ path, text })))

describe('the import table', () => {
  it('holds for every file of the project', () => {
    const sources = readSources('.', ['src', 'sw', 'e2e', 'build', 'bench'])
    expect(sources.length).toBeGreaterThan(20)
    expect(findBreaches(sources)).toEqual([])
  })

  it.each([
    ['src/domain/visit.ts', "import { a } from '../store/a.ts'", 'domain may not import store'],
    ['src/domain/visit.ts', "import type { A } from '../ui/doors.ts'", 'domain may not import ui'],
    ['src/domain/visit.ts', "import { readFileSync } from 'node:fs'", 'the package node:fs'],
    ['src/domain/visit.ts', "export { openDb } from 'idb'\nexport const a = 1", 'the package idb'],
    ['src/store/send.ts', "import { a } from '../sync/round.ts'", 'store may not import sync'],
    ['src/store/send.ts', "import * as v from 'valibot'", 'the package valibot'],
    ['src/sync/round.ts', "import Dexie from 'dexie'", 'the package dexie'],
    ['src/sync/round.ts', "import { a } from '../ui/doors.ts'", 'sync may not import ui'],
    ['src/ui/today/Today.tsx', "import { a } from '../../sync/round.ts'", 'ui may not import sync'],
    ['src/ui/today/Today.tsx', "const a = () => import('../../sync/round.ts')", 'ui may not import sync'],
    ['src/ui/today/Today.tsx', "type A = import('../../server/http.ts').A", 'ui may not import server'],
    ['src/ui/today/Today.tsx', "import Dexie from 'dexie'", 'the package dexie'],
    ['src/ui/today/Today.tsx', "import Pinyin from 'pinyin-match'", 'only by import()'],
    ['src/main.tsx', "import { a } from './server/http.ts'", 'main may not import server'],
    ['sw/sw.ts', "import { a } from '../src/ui/doors.ts'", 'sw may not import ui'],
    ['sw/sw.ts', "import { Workbox } from 'workbox-window'", 'the package workbox-window'],
    ['src/server/push.ts', "import { a } from '../store/send.ts'", 'server may not import store'],
    ['src/server/push.ts', "import { h } from 'preact'", 'the package preact'],
    ['src/server/push.ts', "import { readFileSync } from 'fs'", 'without node:'],
    ['src/server/push.ts', "new Worker(new URL('../ui/work.ts', import.meta.url))", 'server may not import ui'],
    ['e2e/visit.spec.ts', "import { a } from '../src/domain/visit.ts'", 'e2e may not import domain'],
    ['e2e/visit.spec.ts', "import { a } from '../src/testing/world.ts'", 'e2e may not import tests'],
    ['bench/table.ts', "import { a } from '../src/testing/world.ts'", 'bench may not import tests'],
    ['src/store/send.ts', "import { a } from '../../bench/table.ts'", 'store may not import bench'],
    ['src/sync/round.ts', "import { Doc } from 'yjs'", 'the package yjs'],
    ['src/domain/visit.ts', "import { a } from './a'", 'without its ending'],
    ['src/domain/visit.ts', 'const a = (b: string) => import(b)', 'only running it would tell'],
    ['src/domain/visit.ts', "const a = require('../store/a.ts')", 'domain may not import store'],
    ['src/ui/text/all.ts', "const a = import.meta.glob('./*.ts')", 'only running it would tell'],
    ['src/server/push.ts', 'const a = createRequire(import.meta.url)', 'only running it would tell'],
    ['src/domain/index.ts', 'export const a = 1', 'is a barrel'],
    ['src/domain/all.ts', "export { a } from './a.ts'", 'is a barrel'],
    ['src/domain/all.ts', "export * from './a.ts'", 'is a barrel'],
    ['src/domain/utils/time.ts', 'export const a = 1', 'drawer'],
    ['src/server/helpers.ts', 'export const a = 1', 'drawer'],
    ['src/cloud/a.ts', 'export const a = 1', 'does not know'],
  ])('refuses in %s: %s', (path, text, reason) => {
    expect(breachesOf({ [path]: text }).join('\n')).toContain(reason)
  })

  it('refuses a cycle, however long', () => {
    const files = {
      'src/domain/a.ts': "import { b } from './b.ts'\nexport const a = b",
      'src/domain/b.ts': "import { c } from './c.ts'\nexport const b = c",
      'src/domain/c.ts': "import { a } from './a.ts'\nexport const c = a",
    }
    expect(breachesOf(files)).toEqual([
      'src/domain/a.ts: imports itself by way of src/domain/b.ts → src/domain/c.ts → src/domain/a.ts',
    ])
  })

  it('is not taken in by comments and strings', () => {
    const text = "// import { a } from '../store/a.ts'\nexport const b = \"import { a } from '../store/a.ts'\""
    expect(breachesOf({ 'src/domain/b.ts': text })).toEqual([])
  })

  it('lets through what the table allows', () => {
    const files = {
      'src/ui/today/Today.tsx':
        "import { signal } from '@preact/signals'\nimport type { Row } from '../../domain/nouns.ts'\nimport './today.css'\nconst find = () => import('pinyin-match')",
      'src/server/push.ts':
        "import { DatabaseSync } from 'node:sqlite'\nimport { decide } from '../domain/decide.ts'\nimport cookie from '@fastify/cookie'",
      'src/domain/visit.test.ts': "import { act } from '../store/send.ts'\nimport { it } from 'vitest'",
    }
    expect(breachesOf(files)).toEqual([])
  })
})
