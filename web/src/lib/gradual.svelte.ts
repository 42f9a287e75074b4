// SPDX-License-Identifier: Apache-2.0
// Much is drawn a little at a time: between two turns a slow telephone shows what there is and answers a finger.

/** The next turn of the browser: what waits, a finger or a picture, comes first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** How many of a list are drawn: some at once, the rest some more at each turn. Call while a component is made. */
export class Gradual {
  drawn: number = $state(0)
  constructor(total: () => number, first: number, more = first) {
    this.drawn = first
    $effect(() => {
      if (this.drawn >= total()) return
      const turn = setTimeout(() => (this.drawn += more))
      return () => clearTimeout(turn)
    })
  }
}
