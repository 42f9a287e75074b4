// SPDX-License-Identifier: Apache-2.0
// Records of any kind: reading and writing through the generic routes.
import { get, onceKey, send, type Answer } from './api'
import { typedText } from './format'
import { codeOf, fieldOf, nameField, type Field, type Kind } from './schema.svelte'
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

/** A record in a word or two: its label, of a code that many share with what it is about. */
export function titleOf(kind: Kind, record: Rec): string {
  const words = (field: Field | undefined): string => {
    const value = field ? valueOf(record, field) : null
    if (!field || value === null || value === '') return ''
    const code = codeOf(field, String(value))
    return record.labels?.[field.name] ?? (code ? named(code) : field.type === 'ref' ? '' : typedText(field, value))
  }
  const fields = new Set([fieldOf(kind, kind.label), nameField(kind)])
  return [...fields].map(words).filter(Boolean).join(' – ') || named(kind)
}

/** Personal data that this account has no right to see comes as nothing. */
export const isMasked = (field: Field): boolean => field.personal !== undefined && session()?.sees_personal === false
