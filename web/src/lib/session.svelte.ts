// SPDX-License-Identifier: Apache-2.0
// Who is signed in, and the choices kept on this device.
import { get, send, useCsrf } from './api'
import { dropDrafts } from './draft'

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
  today: string // by the server's clock, which a demonstration may have set
  rights: string[]
}

let current: Session | null = $state.raw(null)

export function session(): Session | null {
  return current
}
export function may(right: string): boolean {
  return current?.rights.includes(right) ?? false
}
function begin(next: Session): void {
  current = next
  useCsrf(next.csrf)
}
/** True where somebody is signed in. */
export async function resume(): Promise<boolean> {
  const answer = await get<Session & { signed_in: boolean }>('/api/v1/session')
  if (answer.data.signed_in) begin(answer.data)
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
  } finally {
    dropDrafts() // on a device that others use
    forget()
  }
}
/** The server says that nobody is signed in any more. */
export function forget(): void {
  current = null
  useCsrf('')
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
