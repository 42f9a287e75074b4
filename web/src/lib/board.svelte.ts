// SPDX-License-Identifier: Apache-2.0
// The board of who helps whom: what the server proposed, what people moved, what it says to that. The server judges
// the whole board each time; here is only who stands where, what was moved by hand, and the way back.
import { followed, onceKey, Problem, send } from './api'
import { draftOf, dropDraft, keepDraft } from './draft'
import { t } from './text.svelte'

export interface Row {
  household: string
  head_name: string | null
  lead_body: string | null
  body_name: string | null
  member: boolean
  outside: boolean
  kept: boolean
  priority: boolean
  destitute: boolean
  near_poor: boolean
  area: string | null
  assignment: string | null
  last_body: string | null
  organisations: string[]
}
export interface Branch {
  body: string
  name: string
  organisation: string
  area: string | null // null: a body of the whole commune
  place: string
  least: number
  most: number | null
  approved: number | null
  count: number
}
export interface Violation {
  commune: string | null
  commune_id: string | null
  unit: string
  unit_id: string | null
  household: string | null
  body: string | null
  code: string
  reason: string
  remedy: string
}
export interface Plan {
  households: number
  assigned: number
  deferred: number
  kept: number
  applied: number
  cost: number
  changed: number
  certificate: boolean
  violations: Violation[]
  gains: { words: string }[]
  plan: Row[]
  branches: Branch[]
  areas: { id: string; name: string }[]
}
export interface CommuneSum {
  unit_id: string | null
  unit: string | null
  households: number
  assigned: number
  kept: number
  deferred: number
  overloaded: number
}
/** What a plan of many communes says: sums of each, and what could not be met where something can be done about it. */
export interface CommunesPlan extends Omit<Plan, 'plan' | 'branches' | 'areas' | 'gains'> {
  communes: CommuneSum[]
  findings: { code: string; count: number }[]
}
export interface Asked {
  unit: string
  year: number
  programme: string
  changeMax: number | null
}
export interface Fixed {
  household: string
  body: string | null
}
/** By household: its body, or null for nobody. */
type Places = Record<string, string | null>
interface Standing {
  hand: Places // moved by people
  shown: Places | null // all of the board; null: as the server proposes beside `hand`
}

const draftKey = (asked: Asked, unit = asked.unit): string => `board.${unit}.${asked.year}.${asked.programme}`
const listed = (places: Places): Fixed[] => Object.entries(places).map(([household, body]) => ({ household, body }))

/** What is kept on this device of a commune's board, as the server takes it; nothing: []. */
export function draftFixed(user: string, asked: Asked, unit: string): Fixed[] {
  const draft = draftOf<Standing>(user, draftKey(asked, unit))
  return draft ? listed(draft.shown ?? draft.hand) : []
}
/** The households whose choice the server will no longer have: helped meanwhile, moved away. */
export function refusedOf(failure: unknown, fixed: Fixed[]): Set<string> {
  if (!(failure instanceof Problem)) return new Set()
  return new Set(failure.errors.flatMap((error) => fixed[Number(/^fixed\[(\d+)\]/.exec(error.field)?.[1] ?? -1)]?.household ?? []))
}
const withoutThem = (at: Standing, gone: Set<string>): Standing => {
  const left = (places: Places): Places => Object.fromEntries(Object.entries(places).filter(([household]) => !gone.has(household)))
  return { hand: left(at.hand), shown: at.shown && left(at.shown) }
}
/** Takes them out of what is kept of a commune's board. */
export function forgetInDraft(user: string, asked: Asked, unit: string, gone: Set<string>): void {
  const draft = draftOf<Standing>(user, draftKey(asked, unit))
  if (!draft) return
  const left = withoutThem(draft, gone)
  if (Object.keys(left.hand).length) keepDraft(user, draftKey(asked, unit), left)
  else dropBoardDraft(user, asked, unit)
}
export function dropBoardDraft(user: string, asked: Asked, unit: string): void {
  dropDraft(user, draftKey(asked, unit))
}

export async function askPlan<T>(asked: Asked, fixed: Fixed[], detail: 'board' | 'communes', apply: boolean, more: { signal?: AbortSignal; told?: (part: number | null) => void } = {}): Promise<T> {
  const body = {
    year: asked.year,
    ...(asked.unit ? { unit: asked.unit } : {}),
    ...(asked.programme ? { programme: asked.programme } : {}),
    ...(asked.changeMax === null ? {} : { change_max: asked.changeMax }),
    ...(fixed.length ? { fixed } : {}),
    detail,
    apply,
  }
  const once = onceKey()
  const sent = send<T>('POST', '/api/v1/assign', body, { once, ...(more.signal ? { signal: more.signal } : {}) })
  return (await (more.told ? followed(once, sent, more.told) : sent)).data
}

/** A body with fewer than it should have, where there are no more: nothing can or need be done, and it would stand at half of them. */
const FEW = 'assign.area_too_few'

export class Board {
  plan = $state.raw<Plan | null>(null)
  problem = $state.raw<unknown>(null)
  busy = $state(false)
  progress = $state<number | null>(null)
  dropped = $state(0) // choices that are no longer possible
  restored = $state(false)
  best = $state.raw<number | null>(null) // cost of the plan nobody touched
  #at: Standing = $state.raw({ hand: {}, shown: null })
  #before: Standing[] = $state.raw([])
  #turn: AbortController | null = null

  constructor(
    readonly asked: Asked,
    readonly user: string,
  ) {}

  get moved(): number {
    return Object.keys(this.#at.hand).length
  }
  get canUndo(): boolean {
    return this.#before.length > 0
  }
  isByHand(household: string): boolean {
    return household in this.#at.hand
  }
  /** Where a household stands on the board now, even before the server has answered. */
  placeOf(row: Row): string | null {
    if (row.kept) return row.lead_body
    const place = this.#at.shown?.[row.household]
    return place === undefined ? row.lead_body : place
  }

  /** The best plan beside what was moved by hand; a board left unfinished on this device comes back. */
  async open(): Promise<void> {
    const draft = draftOf<Standing>(this.user, draftKey(this.asked))
    await this.#ask([])
    this.best = this.plan?.cost ?? null
    if (!draft || !this.plan) return
    this.#at = draft
    this.restored = true
    await this.#judge()
  }
  /** Everything not moved by hand is placed anew, as well as can be. */
  async rest(): Promise<void> {
    this.#step({ hand: this.#at.hand, shown: null })
    await this.#judge()
  }
  async move(household: string, body: string | null): Promise<void> {
    const shown: Places = {}
    for (const row of this.plan?.plan ?? []) if (!row.kept) shown[row.household] = this.placeOf(row)
    this.#step({ hand: { ...this.#at.hand, [household]: body }, shown: { ...shown, [household]: body } })
    await this.#judge()
  }
  async undo(): Promise<void> {
    const before = this.#before.at(-1)
    if (!before) return
    this.#before = this.#before.slice(0, -1)
    this.#at = before
    this.#keep()
    await this.#judge()
  }
  /** As the server proposed it. */
  async reset(): Promise<void> {
    this.#step({ hand: {}, shown: null })
    await this.#judge()
  }
  /** Writes what is shown. Where the best plan beside the moved households is what is shown, it is asked for so: its proof then says more. */
  async adopt(): Promise<number | null> {
    this.busy = true
    try {
      const hand = listed(this.#at.hand)
      let fixed = this.#at.shown ? listed(this.#at.shown) : hand
      if (this.#at.shown) {
        const free = await askPlan<Plan>(this.asked, hand, 'board', false)
        if (free.plan.every((row) => row.lead_body === this.placeOf(row))) fixed = hand
      }
      const done = await askPlan<Plan>(this.asked, fixed, 'board', true, { told: (part) => (this.progress = part) })
      dropDraft(this.user, draftKey(this.asked))
      this.#at = { hand: {}, shown: null }
      this.#before = []
      await this.#ask([])
      this.best = null
      return done.applied
    } catch (failure) {
      this.problem = failure
      return null
    } finally {
      this.busy = false
    }
  }
  async again(): Promise<void> {
    await this.#judge()
  }
  close(): void {
    this.#turn?.abort()
  }

  #step(next: Standing): void {
    this.#before = [...this.#before, this.#at].slice(-100)
    this.#at = next
    this.#keep()
  }
  #keep(): void {
    if (this.moved) keepDraft(this.user, draftKey(this.asked), this.#at)
    else dropDraft(this.user, draftKey(this.asked))
  }
  #judge(): Promise<void> {
    return this.#ask(listed(this.#at.shown ?? this.#at.hand))
  }
  async #ask(fixed: Fixed[]): Promise<void> {
    this.#turn?.abort()
    const turn = (this.#turn = new AbortController())
    this.busy = true
    try {
      const plan = await askPlan<Plan>(this.asked, fixed, 'board', false, { signal: turn.signal })
      if (turn.signal.aborted) return
      this.plan = { ...plan, violations: plan.violations.filter((each) => each.code !== FEW) }
      this.problem = null
    } catch (failure) {
      if (turn.signal.aborted) return
      if (await this.#forget(failure, fixed)) return
      this.problem = failure
    }
    this.busy = false
  }
  /** Choices that are no longer possible are left out, and told. */
  async #forget(failure: unknown, fixed: Fixed[]): Promise<boolean> {
    const gone = refusedOf(failure, fixed)
    if (!gone.size) return false
    this.#at = withoutThem(this.#at, gone)
    this.#before = []
    this.dropped += gone.size
    this.#keep()
    await this.#judge()
    return true
  }
}

export const nameOf = (row: Row): string => row.head_name ?? t('assign.household', row.household)
