// SPDX-License-Identifier: Apache-2.0
// Records written while the server was away. They wait on this device under the account's name and go out, in their order, when it
// is back. Each carries the Idempotency-Key of its first attempt, so one that did arrive is not made twice; the server knows a
// key for a day, so an older one is sent only by hand. A change carries the version it was made from: one that met another is
// kept here, with what the server says, until somebody decides.
import { Problem, send } from './api'
import { keepDraft } from './draft'
import { isOffline, whenBack } from './network.svelte'
import { session } from './session.svelte'
import { t } from './text.svelte'
import { toast } from './toast.svelte'

const PREFIX = 'chungtay.outbox.'
const KEY_KNOWN_MS = 23 * 3600 * 1000

export interface Waiting {
  once: string
  method: 'POST' | 'PATCH'
  path: string
  body: Record<string, unknown>
  etag: string | null
  title: string
  form: string // where it was written, to be opened again
  draftKey: string
  draft: unknown // as lib/draft.ts keeps it, for the form
  at: number
  problem?: string
}
let shown: Waiting[] = $state.raw([])
let sending = $state(false)

const place = (): string => PREFIX + (session()?.user_name ?? '')
function keep(next: Waiting[]): void {
  shown = next
  if (next.length) localStorage.setItem(place(), JSON.stringify(next))
  else localStorage.removeItem(place())
}

export function waiting(): Waiting[] {
  return shown
}
export function isSending(): boolean {
  return sending
}
/** After signing in, or starting without a connection. */
export function openOutbox(): void {
  try {
    shown = JSON.parse(localStorage.getItem(place()) ?? '[]') as Waiting[]
  } catch {
    shown = []
  }
}
export function closeOutbox(): void {
  shown = []
}
/** False where the device has no room: the form keeps its draft then. */
export function putAside(entry: Omit<Waiting, 'at'>): boolean {
  try {
    keep([...shown.filter((other) => other.once !== entry.once), { ...entry, at: Date.now() }])
    return true
  } catch {
    return false
  }
}
export function takeBack(once: string): void {
  keep(shown.filter((entry) => entry.once !== once))
}
/** Out of the outbox into its form again, to be looked at and saved anew. */
export function reopen(entry: Waiting): string {
  keepDraft(session()?.user_name ?? '', entry.draftKey, entry.draft)
  takeBack(entry.once)
  return entry.form
}
export const isOld = (entry: Waiting): boolean => Date.now() - entry.at > KEY_KNOWN_MS
export function dropOutbox(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  shown = []
}

/** The signs that nothing was decided about it: it is tried again later. */
const isAway = (status: number): boolean => status === 0 || status === 401 || status === 429 || status === 503

/** Sends one; true where the next may follow. */
export async function sendOne(entry: Waiting): Promise<boolean> {
  try {
    await send(entry.method, entry.path, entry.body, { etag: entry.etag, once: entry.once })
    takeBack(entry.once)
    toast(t('outbox.sent', entry.title))
    return true
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure
    if (isAway(failure.status)) return false
    const words = [failure.title, failure.detail, ...failure.errors.map((error) => error.message)].filter(Boolean).join(' ')
    keep(shown.map((other) => (other.once === entry.once ? { ...other, problem: words } : other)))
    return true
  }
}
async function sendEach(): Promise<void> {
  openOutbox()
  for (const entry of shown.filter((each) => !each.problem && !isOld(each))) if (!(await sendOne(entry))) return
}
export async function sendAll(): Promise<void> {
  const now = session()
  if (sending || isOffline() || !now || now.offline) return
  sending = true
  try {
    // with one lock over all tabs none is sent by two at once; where there are no locks (http), the key keeps it from being done twice
    await (navigator.locks ? navigator.locks.request('chungtay.outbox', sendEach) : sendEach())
  } finally {
    sending = false
  }
}
whenBack(() => void sendAll())
