// SPDX-License-Identifier: Apache-2.0
// The programmes there are, for screens that tell of one; and a programme's text, of which the server alone knows the meaning.
import { get, send, sendText } from './api'
import { here } from './router.svelte'
import { Load } from './load.svelte'
import { isGone, PROGRAMMES, session, workDay } from './session.svelte'

/** One to choose; those of the account's place come first, of each the one that ends last. */
export interface Choice {
  code: string
  title: string
  short_title: string | null
  from_date: string | null
  to_date: string | null
  state: string
  territory: string | null
  here: boolean // of the account's place, of one above it or one in it
}
export const nameOf = (choice: Choice): string => choice.short_title ?? choice.title
/** Of those that bear the same name, one period after the other, with its years. */
export function optionOf(choice: Choice, all: Choice[]): string {
  const name = nameOf(choice)
  const years = [choice.from_date, choice.to_date].map((day) => day?.slice(0, 4) ?? '').join(' – ')
  return all.some((each) => each !== choice && nameOf(each) === name) ? `${name} (${years})` : name
}

/** Those of the last time are there at once, so that on a slow line what is asked of one need not wait for the list. Call as Load. */
export function loadProgrammes(): Load<Choice[]> {
  const kept = localStorage.getItem(PROGRAMMES)
  const known = kept ? (JSON.parse(kept) as Choice[]) : null
  return new Load(async (signal) => {
    const { items } = (await get<{ items: Choice[] }>('/api/v1/programmes/choices', {}, signal)).data
    const text = JSON.stringify(items)
    localStorage.setItem(PROGRAMMES, text)
    return text === kept && known ? known : items // the same list asks for nothing anew
  }, known)
}
const runs = (choice: Choice): boolean => (choice.from_date ?? '') <= (session()?.today ?? '') && (session()?.today ?? '') <= (choice.to_date ?? '9')
/** Runs today, and is more than a draft. */
export const isCurrent = (choice: Choice): boolean => choice.state === 'in_force' && runs(choice)
/** Was in force, and its time is over. */
export const isOver = (choice: Choice): boolean => choice.state === 'in_force' && (choice.to_date ?? '9') < (session()?.today ?? '')
/** The one in the address, else of those of here one that runs, else the last that did; where nothing is of here, of all. */
export function chosenProgramme(programmes: Choice[] | null): string {
  const all = programmes ?? []
  const own = all.filter((each) => each.here)
  const near = own.length ? own : all
  const chosen = near.find(isCurrent) ?? near.find(runs) ?? near.find((each) => each.state !== 'proposed') ?? near[0]
  return here().searchParams.get('programme') ?? chosen?.code ?? ''
}
function endOf(programmes: Choice[] | null): string {
  const code = chosenProgramme(programmes)
  return programmes?.find((programme) => programme.code === code)?.to_date ?? '9'
}
/** The year in the address; of a programme that has ended, or a place that is no more, its last. */
export function chosenYear(programmes: Choice[] | null): string | null {
  const end = endOf(programmes)
  const last = workDay()
  return here().searchParams.get('year') ?? (end < last ? end.slice(0, 4) : isGone() ? last.slice(0, 4) : null)
}
/** The account's place is younger than the programme's last day: as then there is nothing to tell of it. */
export const isBeforeUs = (programmes: Choice[] | null): boolean => endOf(programmes) < (session()?.unit_from ?? '')
/** Territory as then or as now: what the address says, else what there is something to tell of. */
export function chosenAs(programmes: Choice[] | null): 'then' | 'now' {
  const asked = here().searchParams.get('as')
  return asked === 'now' || asked === 'then' ? asked : isBeforeUs(programmes) ? 'now' : 'then'
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
