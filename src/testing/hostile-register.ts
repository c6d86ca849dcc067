import fc from 'fast-check'

/** Fields of commands that change who lives where, with rows of the caller's own grid and of others. */
export const registerFields = (aString: fc.Arbitrary<string>) => ({
  stair: fc.constantFrom('1', '2', 'x'),
  floor: fc.oneof(fc.constantFrom(1, -1), fc.double()),
  room: aString,
  use: fc.constantFrom('home', 'shop', 'x'),
  people: fc.array(fc.oneof(fc.record({ name: aString }), fc.jsonValue({ maxDepth: 2 })), { maxLength: 3 }),
  from: fc.constantFrom('h-s1-1', 'h-s3-1', 'x'),
  take: fc.array(fc.constantFrom('r-s1-1', 'r-s3-1', '__proto__'), { maxLength: 3 }),
  to: fc.constantFrom('h-s1-2', 'h-s3-1', 'x'),
  kind: fc.constantFrom('household', 'resident'),
  id: fc.constantFrom('h-s1-1', 'r-s1-1', 'h-s3-1', 'x'),
  into: fc.constantFrom('h-s1-2', 'r-s1-2', 'h-s3-1', '__proto__'),
})
