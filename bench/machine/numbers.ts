export const sorted = (all: readonly number[]): readonly number[] => [...all].sort((a, b) => a - b)
/** The value that a share of all lies at or below; 0 of none. */
export const quantile = (all: readonly number[], share: number): number =>
  sorted(all)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0
export const median = (all: readonly number[]): number => {
  const order = sorted(all)
  const middle = order.length >> 1
  return order.length % 2 === 1 ? (order[middle] ?? 0) : ((order[middle - 1] ?? 0) + (order[middle] ?? 0)) / 2
}
export const round = (value: number, digits = 1): number => Number(value.toFixed(digits))
export const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)
