/** The oldest browsers with web locks, gzip streams and all of ES2023, which the page's and the worker's types allow. */
export const TARGET = ['chrome110', 'firefox115', 'safari16.4']

/** Dexie's main entry is ES5 wrapped for two module systems; the same code for these browsers is 2 kB lighter packed. */
export const ALIAS = [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }]
