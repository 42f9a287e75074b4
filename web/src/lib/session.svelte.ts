// SPDX-License-Identifier: Apache-2.0
// Who is signed in, and the choices kept on this device.
import { Problem, awaitCsrf, get, send, useCsrf, type Answer } from './api'
import { dropDrafts } from './draft'
import { dropAsked } from './early'
import { closeOutbox, dropOutbox, openOutbox } from './outbox.svelte'

export interface Session {
  account: string
  user_name: string
  csrf: string
  must_change_password: boolean
  second_factor: boolean
  sees_personal: boolean
  line: string | null // organisation; null: all of them
  unit: string | null // place; null: the whole country
  unit_label: string | null
  unit_from: string | null // the day it began
  unit_to: string | null // the first day it was no more
  today: string // by the server's clock, which a demonstration may have set
  rights: string[]
  offline?: boolean // known from this device only: the server has not been asked
}

let current: Session | null = $state.raw(null)

export function session(): Session | null {
  return current
}
/** The account's place is no more: it reads what was, and writes nothing. */
export const isGone = (): boolean => !!current?.unit_to && current.unit_to <= current.today
/** The day a screen begins with: today, or the last one of a place that is no more. */
export function workDay(): string {
  if (!isGone()) return current?.today ?? ''
  return new Date(Date.parse(current!.unit_to!) - 24 * 3600000).toISOString().slice(0, 10)
}
export function may(right: string): boolean {
  return current?.rights.includes(right) ?? false
}
/** A place of screens.ts that stands open to the account. */
export function isOpen(place: { rights?: string[]; house?: boolean }): boolean {
  return (!place.rights || place.rights.some(may)) && !(place.house && (current?.unit || current?.line))
}
/** Who was signed in last on this device, so that the app opens without a connection: nothing that lets anybody in. */
const KEPT = 'chungtay.session'
function begin(next: Session): void {
  useCsrf(next.csrf)
  const same = current && JSON.stringify({ ...current, csrf: '' }) === JSON.stringify({ ...next, csrf: '' })
  if (!same) current = next // what is shown already stays as it is
  openOutbox()
  localStorage.setItem(KEPT, JSON.stringify({ ...next, csrf: '' }))
}
function keptSession(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Session | null
  } catch {
    return null
  }
}
/** Whether somebody was signed in on this device, and did not sign out. */
export function wasHere(): boolean {
  return localStorage.getItem(KEPT) !== null && !localStorage.getItem(LEFT)
}
/** The account signed in last on this device is taken for the one it still is, while the server is asked; what it may see is the
 * server's to say, as ever. False where there is none, and when it is not asked for the first time. */
export function resumeKept(): boolean {
  if (!early || localStorage.getItem(LEFT)) return false
  current = keptSession()
  if (current) awaitCsrf()
  return current !== null
}
/** Without a connection: the same, to look at what this device keeps. */
export function resumeOffline(): boolean {
  const kept = keptSession()
  if (!kept) return false
  current = { ...kept, offline: true }
  early = null
  useCsrf('')
  openOutbox()
  return true
}
/** Which programmes there are, kept for the next start (programmes.ts). */
export const PROGRAMMES = 'chungtay.choices'

/** Asked before anything can be shown, so that the answer comes with the app's own words; what went wrong is met when it is asked again. */
type Resumed = Answer<Session & { signed_in: boolean }>
const askWho = (): Promise<Resumed> => get('/api/v1/session')
let early: Promise<Resumed | null> | null = null
export function askEarly(): void {
  early = askWho().catch(() => null)
}
/** Signed out without a connection: the server is told at the next start, before anything else. */
const LEFT = 'chungtay.left'
/** True where somebody is signed in. */
export async function resume(): Promise<boolean> {
  const answer = (await early) ?? (await askWho())
  early = null
  useCsrf(answer.data.csrf ?? '')
  if (answer.data.signed_in && localStorage.getItem(LEFT)) {
    await send('DELETE', '/api/v1/session')
    answer.data.signed_in = false
  }
  localStorage.removeItem(LEFT)
  if (answer.data.signed_in) begin(answer.data)
  else forget()
  return answer.data.signed_in
}
export async function signIn(user: string, password: string, code: string): Promise<void> {
  const answer = await send<Session>('POST', '/api/v1/session', { user, password, ...(code ? { totp: code } : {}) })
  begin(answer.data)
}
/** First use: makes the administrator's account and signs it in. */
export async function setUp(asked: { code: string; unit: string; user_name: string; full_name: string; password: string }): Promise<void> {
  begin((await send<Session>('POST', '/api/v1/setup', asked)).data)
}
/** True where nobody has an account yet. */
export async function isSetupOpen(): Promise<boolean> {
  return (await get<{ open: boolean }>('/api/v1/setup')).data.open
}
export async function signOut(): Promise<void> {
  try {
    await send('DELETE', '/api/v1/session')
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure
    if (failure.status === 0) localStorage.setItem(LEFT, 'true')
  } finally {
    dropDrafts() // on a device that others use
    dropOutbox()
    forget()
  }
}
/** The server says that nobody is signed in any more. */
export function forget(): void {
  current = null
  useCsrf('')
  closeOutbox()
  localStorage.removeItem(KEPT)
  localStorage.removeItem(PROGRAMMES)
  dropAsked()
}

const THEME = 'chungtay.theme'
export type Theme = 'auto' | 'light' | 'dark'
let theme: Theme = $state('auto')

export function chosenTheme(): Theme {
  return theme
}
export function chooseTheme(next: Theme): void {
  theme = next
  localStorage.setItem(THEME, next)
  paint()
}
function paint(): void {
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
}
export function startTheme(): void {
  const kept = localStorage.getItem(THEME)
  theme = kept === 'light' || kept === 'dark' ? kept : 'auto'
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint)
  paint()
}
