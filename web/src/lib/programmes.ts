// SPDX-License-Identifier: Apache-2.0
// The programmes there are, for screens that tell of one; and a programme's text, of which the server alone knows the meaning.
import { get, send, sendText } from './api'
import { listRecords, type Rec } from './records'
import { here } from './router.svelte'
import { Load } from './load.svelte'
import { PROGRAMMES, session } from './session.svelte'

/** Those of the last time are there at once, so that on a slow line what is asked of one need not wait for the list. Call as Load. */
export function loadProgrammes(): Load<Rec[]> {
  const kept = localStorage.getItem(PROGRAMMES)
  const known = kept ? (JSON.parse(kept) as Rec[]) : null
  return new Load(async (signal) => {
    const { items } = (await listRecords('programmes', { limit: 100, fields: 'code,title,short_title,from_date,to_date' }, signal)).data
    const text = JSON.stringify(items)
    localStorage.setItem(PROGRAMMES, text)
    return text === kept && known ? known : items // the same list asks for nothing anew
  }, known)
}
/** The one in the address, else one that is in force, else the last that was. */
export function chosenProgramme(programmes: Rec[] | null): string {
  const today = session()?.today ?? ''
  const ended = (programme: Rec): string => String(programme['to_date'] ?? '9')
  const current = programmes?.find((programme) => String(programme['from_date'] ?? '') <= today && today <= ended(programme))
  const last = (programmes ?? []).reduce<Rec | undefined>((latest, each) => (latest && ended(latest) >= ended(each) ? latest : each), undefined)
  return here().searchParams.get('programme') ?? String((current ?? last)?.['code'] ?? '')
}
/** The year in the address; of a programme that has ended, its last. */
export function chosenYear(programmes: Rec[] | null): string | null {
  const code = chosenProgramme(programmes)
  const end = String(programmes?.find((programme) => programme['code'] === code)?.['to_date'] ?? '9')
  return here().searchParams.get('year') ?? (end < (session()?.today ?? '') ? end.slice(0, 4) : null)
}

/* --- in words ------------------------------------------------------------------------------------------------ */

export interface Line {
  id: string | null
  text: string
  detail: string | null
  source: string
  level: number
}
export interface Section {
  key: string
  heading: string
  lines: Line[]
}
export interface Words {
  programme: string
  title: string
  period: string
  territory: string
  sections: Section[]
}
export interface Version {
  revision: number
  state: string
  summary: string | null
  from: string | null
  to: string | null
  agreed: string[]
  waiting: string[]
}
export interface Told extends Words {
  revision: number
  state: string
}
export const wordsOf = (code: string, revision: number | null, signal?: AbortSignal): Promise<Told> =>
  get<Told>(`/api/v1/programmes/${code}/words`, { revision }, signal).then((answer) => answer.data)
export const versionsOf = (code: string, signal?: AbortSignal): Promise<Version[]> =>
  get<{ items: Version[] }>(`/api/v1/programmes/${code}/versions`, {}, signal).then((answer) => answer.data.items)

export interface Change {
  heading: string
  before: Line | null
  after: Line | null
}
/** What differs between two versions: lines known by their id, or by their words where they have none. */
export function changesBetween(before: Words, after: Words): Change[] {
  const keyed = (words: Words): Map<string, { heading: string; line: Line }> => {
    const all = new Map<string, { heading: string; line: Line }>()
    for (const section of words.sections)
      for (const line of section.lines) {
        let key = section.key + '|' + (line.id ?? line.text)
        while (all.has(key)) key += '+'
        all.set(key, { heading: section.heading, line })
      }
    return all
  }
  const old = keyed(before)
  const now = keyed(after)
  const same = (a: Line, b: Line): boolean => a.text === b.text && a.detail === b.detail
  return [
    ...[...now].filter(([key, { line }]) => !old.has(key) || !same(old.get(key)!.line, line)).map(([key, { heading, line }]) => ({ heading, before: old.get(key)?.line ?? null, after: line })),
    ...[...old].filter(([key]) => !now.has(key)).map(([, { heading, line }]) => ({ heading, before: line, after: null })),
  ]
}

/* --- as text -------------------------------------------------------------------------------------------------- */

/** A place in the text as the server reads it. */
export interface Node {
  line: number
  text?: string | null // a word or number
  keys?: string[]
  items?: Node[]
  yaml?: string // a small part as text of its own
}
export interface Mistake {
  line: number
  column: number
  path: string[]
  message: string
}
export interface Checked extends Partial<Words> {
  good: boolean
  mistakes: Mistake[]
  tree?: Node
}
export const checkText = (text: string): Promise<Checked> => sendText<Checked>('/api/v1/programmes/check?tree=true', text, 'application/yaml', '').then((answer) => answer.data)

/** The text with one place changed; neither value nor yaml: taken out. */
export const editText = (text: string, path: string[], change: { value?: string; yaml?: string }): Promise<string> =>
  send<{ text: string }>('POST', '/api/v1/programmes/edit', { text, path, ...change }).then((answer) => answer.data.text)

export function member(node: Node | undefined, key: string): Node | undefined {
  const index = node?.keys ? node.keys.indexOf(key) : Number(key)
  return index < 0 ? undefined : node?.items?.[index]
}
