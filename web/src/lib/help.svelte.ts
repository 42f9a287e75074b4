// SPDX-License-Identifier: Apache-2.0
// The help beside a screen, and the tour through the app: whether they are open, and how far the tour came on this device.
import { session } from './session.svelte'

let open = $state(false)
let step = $state(-1) // of the tour; -1: it is not under way

export const isHelpOpen = (): boolean => open
export function openHelp(): void {
  open = true
}
export function closeHelp(): void {
  open = false
}

const place = (): string => 'chungtay.tour.' + (session()?.user_name ?? '')
export const tourStep = (): number => step
/** Nobody has begun it, or said no, under this name on this device. */
export const isTourNew = (): boolean => localStorage.getItem(place()) === null
/** Where it was left; 0 where it was never begun, or seen to its end. */
export function resumeTour(): void {
  const left = Number(localStorage.getItem(place()))
  goToStep(Number.isInteger(left) && left > 0 ? left : 0)
}
export function goToStep(next: number): void {
  step = next
  localStorage.setItem(place(), String(next))
  closeHelp()
}
/** `seen`: to its end; else it can be taken up again. */
export function endTour(seen: boolean): void {
  if (seen || step < 0) localStorage.setItem(place(), '0')
  step = -1
}
