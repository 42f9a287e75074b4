// SPDX-License-Identifier: Apache-2.0
// Unsaved work, kept on this device under the account's name until it is saved, thrown away or signed out of.
const PREFIX = 'chungtay.draft.'

export function keepDraft(user: string, key: string, draft: unknown): void {
  try {
    localStorage.setItem(PREFIX + user + '.' + key, JSON.stringify(draft))
  } catch {
    // full or forbidden: the form itself still has it
  }
}
export function draftOf<T>(user: string, key: string): T | null {
  const text = localStorage.getItem(PREFIX + user + '.' + key)
  try {
    return text ? (JSON.parse(text) as T) : null
  } catch {
    return null
  }
}
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
