// SPDX-License-Identifier: Apache-2.0
// Unsaved work, kept on this device under the account's name until it is saved, thrown away or signed out of.
const PREFIX = 'chungtay.draft.'

// What holds nobody's data (a filter's name, ids) stays for the next time the account signs in here.
const OWN = 'chungtay.own.'

function put(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // full or forbidden: the form itself still has it
  }
}
function take<T>(key: string): T | null {
  const text = localStorage.getItem(key)
  try {
    return text ? (JSON.parse(text) as T) : null
  } catch {
    return null
  }
}
export const keepDraft = (user: string, key: string, draft: unknown): void => put(PREFIX + user + '.' + key, draft)
export const draftOf = <T>(user: string, key: string): T | null => take<T>(PREFIX + user + '.' + key)
export const keepOwn = (user: string, key: string, value: unknown): void => put(OWN + user + '.' + key, value)
export const ownOf = <T>(user: string, key: string): T | null => take<T>(OWN + user + '.' + key)
export function dropDraft(user: string, key: string): void {
  localStorage.removeItem(PREFIX + user + '.' + key)
}
/** Of records: the register, and the record or "new". */
export function draftsOf(user: string): { kind: string; id: string }[] {
  const own = PREFIX + user + '.'
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(own))
    .map((key) => /^([a-z_]+)\.([0-9A-Z]{13}|new)$/.exec(key.slice(own.length)))
    .flatMap((found) => (found ? [{ kind: found[1]!, id: found[2]! }] : []))
}
export function dropDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}
