/** A text as the squares of a QR code: an outline for an SVG path, and how many squares a side. Fetched when first drawn. */
export async function drawCode(text: string): Promise<{ readonly path: string; readonly side: number }> {
  const { encode } = await import('uqr')
  const { data, size } = encode(text, { border: 3 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { path: squares.join(''), side: size }
}
