// SPDX-License-Identifier: Apache-2.0
// What a deed has brought about is seen: on a telephone it stands below, or above, what the finger is on.
import { tick } from 'svelte'

/** What was refused: the field that is wrong is gone to, else the words about the whole are brought into view. */
export async function showRefusal(): Promise<void> {
  await tick()
  const within: ParentNode = document.querySelector('dialog[open]') ?? document
  const field = within.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (!field) return within.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' })
  field.focus({ preventScroll: true })
  field.scrollIntoView({ block: 'center' })
}
/** What came out of it, unless most of it is in view. */
export async function showResult(selector: string): Promise<void> {
  await tick()
  const result = document.querySelector(selector)
  if (result && result.getBoundingClientRect().top > innerHeight / 2) result.scrollIntoView({ block: 'start' })
}
