// SPDX-License-Identifier: Apache-2.0
// Short words about what was just done, read out by screen readers, gone by themselves.
export interface Toast {
  id: number
  text: string
  tone: 'good' | 'bad'
}
let shown: Toast[] = $state([])
let last = 0

export function toasts(): Toast[] {
  return shown
}
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  const id = ++last
  shown.push({ id, text, tone })
  setTimeout(() => drop(id), tone === 'bad' ? 9000 : 5000)
}
export function drop(id: number): void {
  shown = shown.filter((each) => each.id !== id)
}
