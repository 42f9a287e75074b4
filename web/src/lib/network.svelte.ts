// SPDX-License-Identifier: Apache-2.0
// Whether the server can be reached: what the last request met counts, not what the device believes.
let reached = $state(true)
const waiting: (() => void)[] = []

export function isOffline(): boolean {
  return !reached
}
/** Told by api.ts after each request. */
export function noteReached(answered: boolean): void {
  const back = answered && !reached
  reached = answered
  if (back) for (const then of waiting) then()
}
/** Called each time the server is there again. */
export function whenBack(then: () => void): void {
  waiting.push(then)
}
/** While it is away, it is asked again: at once when the device has a network, else every quarter of a minute. */
export function startLooking(): void {
  const look = (): void => {
    if (!reached) void fetch('/healthz', { cache: 'no-store' }).then((answer) => noteReached(answer.ok)).catch(() => {})
  }
  addEventListener('online', look)
  setInterval(look, 15_000)
}
