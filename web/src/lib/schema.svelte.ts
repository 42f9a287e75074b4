// SPDX-License-Identifier: Apache-2.0
// The declarations of all kinds of record, as the server gives them: screens are drawn from these, so a new register
// needs no new screen.
import { get } from './api'
import type { Tone } from '../ui/Tag.svelte'
import { named } from './text.svelte'

export interface Named {
  vi: string
  en: string
}
export interface Code extends Named {
  code: string
}
export type FieldType =
  | 'text' | 'note' | 'person_name' | 'code' | 'codes' | 'key' | 'bool' | 'int' | 'money' | 'share' | 'year' | 'date'
  | 'time' | 'ref' | 'id_number' | 'phone' | 'email' | 'doc_number'
export interface Field extends Named {
  name: string
  type: FieldType
  required?: boolean
  given?: boolean // where nobody says it, by the program
  immutable?: boolean
  searchable?: boolean
  unlisted?: boolean
  technical?: boolean // says to programs what others say to people
  personal?: 'basic' | 'sensitive'
  min?: number
  max?: number
  codes?: Code[]
  list?: string
  ref?: string
  carried?: string
}
export interface State extends Named {
  code: string
  live: boolean
}
export interface Action extends Named {
  action: string
  from: string
  to: string
  role: string
  reason: boolean
}
export interface Kind extends Named {
  en_many: string // English of a list of them
  slug: string
  name: string
  group: string
  key?: string // by which others name one
  label: string
  titled?: string[] // fields of its title, where the label is not enough
  unit?: string
  date?: string
  append_only?: boolean
  internal?: boolean
  fields: Field[]
  states: State[]
  actions: Action[]
}
export interface Group extends Named {
  code: string
}

let kinds: Map<string, Kind> = $state.raw(new Map())
let groups: Group[] = $state.raw([])

interface Schema {
  groups: Group[]
  kinds: Kind[]
}
const SCHEMA = '/api/v1/schema'
let whole = false
/** What is known stays the same object: nothing is drawn anew for it. */
function learn(answer: Schema, all: boolean): void {
  const same = (kind: Kind): Kind => {
    const known = kinds.get(kind.slug)
    return known && JSON.stringify(known) === JSON.stringify(kind) ? known : kind
  }
  const told = answer.kinds.map((kind) => [kind.slug, same(kind)] as const)
  if (all) {
    kinds = new Map(told)
    groups = answer.groups
    whole = true
  } else if (!whole) kinds = new Map([...kinds, ...told])
}
/** Each asked for once; after a failure anew. */
const asked = new Map<string, Promise<void>>()
function ask(names: string, related: boolean): Promise<void> {
  const key = names + related
  const known = asked.get(key)
  if (known) return known
  const asking = get<Schema>(SCHEMA, { kinds: names, related }).then(
    (answer) => learn(answer.data, !names),
    (failure: unknown) => {
      asked.delete(key)
      throw failure
    },
  )
  asked.set(key, asking)
  return asking
}
/** All of them. */
export const loadSchema = (): Promise<void> => ask('', false)

/** Those that lie on the device from last time (worker.js). */
let kept: Promise<boolean> | null = null
async function takeKept(): Promise<boolean> {
  if (!navigator.serviceWorker?.controller) return false
  const answer = await caches.match(SCHEMA, { ignoreVary: true })
  if (answer) learn((await answer.json()) as Schema, true)
  return answer !== undefined
}
/** What a screen draws from: of some registers, with those that refer to them; null: of all. On a slow line all of them together would be a
 * second; they come when the screen stands (loadSchema). */
export async function loadKinds(names: string[] | null, related: boolean): Promise<void> {
  if (whole || (names && !names.length) || (await (kept ??= takeKept()))) return
  await (names ? ask(names.join(), related).catch(loadSchema) : loadSchema())
}

export function kindOf(slug: string): Kind | undefined {
  return kinds.get(slug)
}
/** What a list of them is called. */
export function listName(kind: Kind): string {
  return named({ vi: kind.vi, en: kind.en_many })
}
export function allKinds(): Kind[] {
  return [...kinds.values()]
}
export function allGroups(): Group[] {
  return groups
}
export function fieldOf(kind: Kind, name: string): Field | undefined {
  return kind.fields.find((field) => field.name === name)
}
export function stateOf(kind: Kind, code: string | null | undefined): State | undefined {
  return kind.states.find((state) => state.code === code)
}
const TONES: [Tone, string[]][] = [
  ['bad', ['failed', 'not_reached', 'conflicting', 'relapsed', 'locked']],
  ['wait', ['returned', 'pending', 'waiting', 'raised', 'presented', 'needs_amendment']],
  ['plain', ['draft', 'drafted', 'drafting', 'planned', 'proposed', 'provisional', 'staged', 'queued', 'ended', 'superseded']],
]
/** How a state is shown: what counts is green unless its name says that it is not well, waits, or is not there yet. */
export function toneOf(state: State): Tone {
  return state.live ? (TONES.find(([, codes]) => codes.includes(state.code))?.[0] ?? 'good') : 'plain'
}
export function codeOf(field: Field, code: string): Code | undefined {
  return field.codes?.find((each) => each.code === code)
}
/** The field a record is known by: its label; where that is a code that many share, or there is none, what it is about. */
export function nameField(kind: Kind): Field | undefined {
  const label = fieldOf(kind, kind.label)
  if (label && label.type !== 'code') return label
  return kind.fields.find((field) => field.type === 'ref' && field.required && field.ref !== 'units' && !field.carried) ?? label
}
/** Fields that stand in a table: the record's name first, then those that say something in these records. */
export function columnsOf(kind: Kind, records: Record<string, unknown>[], most: number): Field[] {
  const says = (field: Field): boolean =>
    records.some((record) => {
      const value = record[field.name]
      return value !== null && value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && !value.length)
    })
  const whom = kind.label ? undefined : kind.fields.find((field) => field.ref === 'households' && !field.carried && field.name !== 'canonical')
  const name = whom && records.every((record) => record[whom.name]) ? whom : nameField(kind) // of what has no name: whom it is about, where each says so
  const rest = kind.fields.filter((field) => field !== name && !field.unlisted && field.type !== 'note' && says(field))
  const room = most - (name ? 1 : 0)
  const matters = (field: Field): number => (field.type === 'money' ? 0 : field.required ? 1 : 2)
  const taken = new Set([...rest].sort((a, b) => matters(a) - matters(b)).slice(0, room)) // what each record must tell, and sums, before all else
  return [...(name ? [name] : []), ...rest.filter((field) => taken.has(field))]
}
/** Fields a person fills in. */
export function formFields(kind: Kind, creating: boolean): Field[] {
  return kind.fields.filter((field) => !field.carried && field.name !== 'canonical' && (creating || !field.immutable))
}
