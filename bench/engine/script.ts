interface Answer {
  readonly value?: unknown
  readonly failed?: string
}

/**
 * A function's text as WebDriver runs it: the last argument is the way to answer, and knows of no errors. So an answer
 * says which of both it is: words of an error would pass for true, and for more than none.
 */
export const asyncScript = (script: string): string =>
  `const [given, done] = arguments;
   new Promise((resolve) => resolve((${script})(given)))
     .then((value) => done({ value }), (error) => done({ failed: String(error) }));`

/** What the function gave; throws what it threw. */
export function resultOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) throw new Error('a script gave no answer')
  const { value = null, failed } = answer as Answer
  if (failed !== undefined) throw new Error(`a script failed: ${failed}`)
  return value
}
