/** A sentence with {names} to fill; with forms where the count changes the words. */
export type Entry = string | { readonly one: string; readonly other: string }
export type Entries = Readonly<Record<string, Entry>>
/** The same keys as the Chinese file, in another language. */
export type Translation<T> = { readonly [K in keyof T]: Entry }

type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
/** What a sentence needs: nothing, or a value for each of its names. */
export type ArgsFor<S> = [NamesIn<S>] extends [never] ? [] : [args: Readonly<Record<NamesIn<S>, string | number>>]
export type NodeArgsFor<S, N> = Readonly<Record<NamesIn<S>, N>>
