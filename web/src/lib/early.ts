// SPDX-License-Identifier: Apache-2.0
// On a slow line each turn costs: what a screen asked of the server when it was last opened at this address is asked again as the app
// starts, beside its program, not after it. Addresses alone are kept on the device, never an answer; signing out drops them.
import { rememberedLanguage } from './text.svelte'

const KEPT = 'chungtay.asked'
const ADDRESSES = 24 // of screens remembered
const QUESTIONS = 6 // of one of them
const FRESH_MS = 15000 // an answer that nobody has taken by then is old
/** Asked by the app itself each time, or of a deed. */
const OTHERS = /^\/api\/v1\/(session|schema|setup|progress|search)\b/
/** Words that somebody typed, which may be a name or a number, are not kept. */
const TYPED = /[?&](q|id_number|phone)=/

type Question = [path: string, accept: string]
type Asked = Record<string, Question[]> // by the screen's address, the last one opened at the end

function kept(): Asked {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Asked
  } catch {
    return {}
  }
}
const address = (): string => location.pathname + location.search
const early = new Map<string, Promise<Response | null>>()

/** As the app starts. */
export function askAgain(): void {
  for (const [path, accept] of kept()[address()] ?? [])
    early.set(accept + path, fetch(path, { headers: { Accept: accept, 'Accept-Language': rememberedLanguage() }, credentials: 'same-origin' }).catch(() => null))
  setTimeout(() => early.clear(), FRESH_MS)
}
/** The answer to a question asked early, once; null: it has to be asked. */
export async function takeEarly(path: string, accept: string, language: string): Promise<Response | null> {
  const answer = early.get(accept + path)
  early.delete(accept + path)
  return answer && language === rememberedLanguage() ? answer : null
}

let at = ''
let touched = false // what is asked after somebody's hand is no part of opening it
for (const deed of ['pointerdown', 'keydown']) addEventListener(deed, () => (touched = true), { capture: true, passive: true })
/** A screen asks this. */
export function noteAsked(path: string, accept: string): void {
  if (OTHERS.test(path)) return
  const all = kept()
  const here = address()
  if (here !== at) {
    at = here
    touched = false
    delete all[here]
  }
  const questions = all[here] ?? []
  if (touched || TYPED.test(path) || TYPED.test(here) || questions.length >= QUESTIONS || questions.some(([known]) => known === path)) return
  all[here] = [...questions, [path, accept]]
  for (const old of Object.keys(all).slice(0, -ADDRESSES)) delete all[old]
  localStorage.setItem(KEPT, JSON.stringify(all))
}
export function dropAsked(): void {
  localStorage.removeItem(KEPT)
  early.clear()
}
