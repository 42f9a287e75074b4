// SPDX-License-Identifier: Apache-2.0
// Tiles of units: places on a grid, and which of five steps a value is on.

export interface Place {
  column: number
  row: number
}

/** The order of places along a curve that never jumps (a generalised Hilbert curve over any rectangle, after J. Červený):
 * units that follow each other in the official list, mostly neighbours, come to lie beside each other. */
function curve(columns: number, rows: number): Place[] {
  const places: Place[] = []
  const go = (x: number, y: number, ax: number, ay: number, bx: number, by: number): void => {
    const width = Math.abs(ax + ay)
    const height = Math.abs(bx + by)
    const [dax, day] = [Math.sign(ax), Math.sign(ay)]
    const [dbx, dby] = [Math.sign(bx), Math.sign(by)]
    if (height === 1 || width === 1) {
      const [count, dx, dy] = height === 1 ? [width, dax, day] : [height, dbx, dby]
      for (let i = 0; i < count; i++) places.push({ column: x + i * dx, row: y + i * dy })
      return
    }
    let [ax2, ay2] = [Math.trunc(ax / 2), Math.trunc(ay / 2)]
    let [bx2, by2] = [Math.trunc(bx / 2), Math.trunc(by / 2)]
    if (2 * width > 3 * height) {
      if (Math.abs(ax2 + ay2) % 2 && width > 2) [ax2, ay2] = [ax2 + dax, ay2 + day]
      go(x, y, ax2, ay2, bx, by)
      go(x + ax2, y + ay2, ax - ax2, ay - ay2, bx, by)
      return
    }
    if (Math.abs(bx2 + by2) % 2 && height > 2) [bx2, by2] = [bx2 + dbx, by2 + dby]
    go(x, y, bx2, by2, ax2, ay2)
    go(x + bx2, y + by2, ax, ay, bx - bx2, by - by2)
    go(x + (ax - dax) + (bx2 - dbx), y + (ay - day) + (by2 - dby), -bx2, -by2, -(ax - ax2), -(ay - ay2))
  }
  if (columns >= rows) go(0, 0, columns, 0, 0, rows)
  else go(0, 0, 0, rows, columns, 0)
  return places
}

/** Places for `count` tiles in at most `columns` columns, and how many columns and rows they take. */
export function layTiles(count: number, columns: number): { places: Place[]; columns: number; rows: number } {
  const least = Math.min(columns, Math.ceil(Math.sqrt(count)))
  const most = Math.max(least, Math.min(columns, Math.ceil(Math.sqrt(count * 2.6)), count))
  const holes = (wide: number): number => Math.ceil(count / wide) * wide - count
  let wide = Math.max(1, most)
  for (let each = most; each >= least; each--) if (each > 0 && holes(each) < holes(wide)) wide = each
  const rows = Math.max(1, Math.ceil(count / wide))
  const places = curve(wide, rows).slice(0, count)
  return { places, columns: wide, rows: Math.max(0, ...places.map((place) => place.row)) + 1 }
}

export const STEPS = 5
/** Upper ends of the steps: each holds about as many of the values; equal values are on one step. */
export function stepEnds(values: number[]): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b)
  if (sorted.length <= STEPS) return sorted
  return Array.from({ length: STEPS }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / STEPS) - 1]!)
}
/** The step, spread over all five where there are fewer. */
export function stepOf(value: number, ends: number[]): number {
  const at = ends.findIndex((end) => value <= end)
  return ends.length <= 1 ? 2 : Math.round(((at < 0 ? ends.length - 1 : at) * (STEPS - 1)) / (ends.length - 1))
}

/** Round numbers from 0 to at least `most`. */
export function ticksTo(most: number, count = 4): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!)
  const ticks = []
  for (let tick = 0; tick < most + step; tick += step) ticks.push(tick)
  return ticks
}
