// SPDX-License-Identifier: Apache-2.0
// Records of any kind: reading and writing through the generic routes.
import { get, onceKey, send, type Answer } from './api'
import { typedText } from './format'
import { codeOf, fieldOf, type Field, type Kind } from './schema.svelte'
import { session } from './session.svelte'
import { named } from './text.svelte'

export type Value = string | number | boolean | string[] | null
/** A step of its lifecycle that the account may take now. */
export interface Step {
  action: string
  to: string
  label: string
  reason: boolean
}
export interface Rec {
  id: string
  version: number
  state: string | null
  created_at: string
  updated_at: string
  labels?: Record<string, string> // of references: the words by which each is known
  may?: { patch: boolean; actions: Step[] }
  [field: string]: unknown
}
export interface List {
  items: Rec[]
  next: string | null
  total?: number
}

export const pathOf = (kind: Kind | string, id = ''): string =>
  `/api/v1/${typeof kind === 'string' ? kind : kind.slug}${id ? '/' + encodeURIComponent(id) : ''}`

export function listRecords(kind: Kind | string, params: Record<string, string | number | string[] | null>, signal?: AbortSignal): Promise<Answer<List>> {
  return get<List>(pathOf(kind), params, signal)
}
export function readRecord(kind: Kind | string, id: string, signal?: AbortSignal): Promise<Answer<Rec>> {
  return get<Rec>(pathOf(kind, id), { labels: true, may: true }, signal)
}
export function createRecord(kind: Kind, fields: Record<string, Value>, once = onceKey()): Promise<Answer<Rec>> {
  return send<Rec>('POST', pathOf(kind), fields, { once })
}
export function patchRecord(kind: Kind, id: string, fields: Record<string, Value>, etag: string | null): Promise<Answer<Rec>> {
  return send<Rec>('PATCH', pathOf(kind, id), fields, { etag, once: onceKey() })
}
export function actOn(kind: Kind | string, id: string, action: string, body: Record<string, unknown>, etag: string | null): Promise<Answer<Rec>> {
  return send<Rec>('POST', `${pathOf(kind, id)}/actions/${action}`, body, { etag, once: onceKey() })
}
export const valueOf = (record: Rec, field: Field | string): Value => (record[typeof field === 'string' ? field : field.name] ?? null) as Value

function wordsOf(record: Rec, field: Field | undefined): string {
  const value = field ? valueOf(record, field) : null
  if (!field || value === null || value === '') return ''
  const code = codeOf(field, String(value))
  return record.labels?.[field.name] ?? (code ? named(code) : field.type === 'ref' ? '' : typedText(field, value))
}
const ownField = (kind: Kind, name: string | undefined): Field | undefined => kind.fields.find((field) => field.name === name && !field.carried)
/** The year it is of, where it is of one. */
export const yearOf = (kind: Kind, record: Rec): string => wordsOf(record, ownField(kind, 'year'))
const PEOPLE = ['households', 'household_members']
/** A record in a few words: the name it has; of one without a name what it is, whom and what it is about, and when. */
export function titleOf(kind: Kind, record: Rec): string {
  if (kind.titled) return kind.titled.map((each) => wordsOf(record, fieldOf(kind, each))).filter(Boolean).join(' – ') || named(kind)
  const label = fieldOf(kind, kind.label)
  const name = label && !['code', 'key', 'date', 'int'].includes(label.type) ? wordsOf(record, label) : ''
  if (name) return name
  const own = kind.fields.filter((field) => !field.carried)
  const sort = label?.type === 'code' ? label : own.find((field) => field.type === 'code' && field.required)
  const about = own.filter((field) => (field.type === 'ref' || field.type === 'key') && (field.required || PEOPLE.includes(field.ref ?? '')) && wordsOf(record, field))
  const rank = (field: Field): number => (PEOPLE.includes(field.ref ?? '') ? 0 : field.ref === 'units' ? 2 : 1)
  const things = about.sort((a, b) => rank(a) - rank(b)).slice(0, 2)
  const when = yearOf(kind, record) || wordsOf(record, ownField(kind, kind.date))
  const counted = label?.type === 'int' ? `${named(label)} ${wordsOf(record, label)}` : ''
  return [sort, ...things].map((field) => wordsOf(record, field)).concat(counted, when).filter(Boolean).join(' – ') || named(kind)
}

/** Personal data that this account has no right to see comes as nothing. */
export const isMasked = (field: Field): boolean => field.personal !== undefined && session()?.sees_personal === false
