// SPDX-License-Identifier: Apache-2.0
// The overview as the server gives it. Shares are hundredths of a per cent; "hidden" is a small number of a sensitive trait.
import { money, number, share } from './format'
import { t } from './text.svelte'

export type Figure = number | null | 'hidden'
export type FigureType = 'count' | 'dong' | 'per_cent' | 'points'
export interface Unit {
  id: string
  code: string
  from: string
  to: string | null
  level: string
  name: string
}
export interface NumberOf {
  id: string
  title: string
  type: FigureType
  value: Figure
  before: Figure
  provisional: boolean
  reported: number
}
export interface Table {
  id: string
  title: string
  columns: string[]
  rows: { key: string | null; label: string; values: Figure[] }[]
}
export type DueState = 'done' | 'late' | 'overdue' | 'due' | 'upcoming' | 'waived' | 'unknown'
export type Due = { organisation: string | null; label: string } & Record<DueState, number>
export type Tile = { unit: Unit | null; owed: number; on_time: number } & Record<string, Figure | Unit | null>
export interface Target {
  id: string
  title: string
  type: FigureType
  points: { year: number; value: Figure; line: Figure }[]
}
export interface Overview {
  unit: Unit
  chain: Unit[]
  programme: string | null
  year: number
  as: 'then' | 'now'
  as_of: string
  territory_on: string
  over: boolean
  communes: number
  numbers: NumberOf[]
  path: { year: number; poor: Figure; near_poor: Figure }[]
  tables: Table[]
  level: string | null
  tiles: Tile[]
  deadlines: Due[]
  targets: Target[]
}

export const codeOfUnit = (unit: Unit): string => `${unit.code}@${unit.from}`

export function words(value: Figure | undefined, type: FigureType): string {
  if (value === 'hidden') return t('overview.hidden')
  if (value === null || value === undefined) return t('value.unknown')
  if (type === 'dong') return money(value)
  return type === 'count' ? number(value) : share(value)
}

/** Short enough for a tile or an axis: 2,2 tỷ. */
export function shortWords(value: Figure | undefined, type: FigureType): string {
  if (typeof value !== 'number') return value === 'hidden' ? '•' : '–'
  if (type === 'per_cent' || type === 'points') return number(Math.round(value / 10) / 10, 1) + ' %'
  if (type === 'count') return number(value)
  if (Math.abs(value) >= 1e9) return t('format.billion', number(value / 1e9, 1))
  if (Math.abs(value) >= 1e6) return t('format.million', number(value / 1e6, value >= 1e8 ? 0 : 1))
  return number(value)
}
