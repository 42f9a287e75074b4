// SPDX-License-Identifier: Apache-2.0
// What the device is like, where styles alone will not do: what is never seen on it is not made. Call while a component is made.
export class Media {
  matches: boolean = $state(false)
  constructor(condition: string) {
    const list = matchMedia(condition)
    this.matches = list.matches
    $effect(() => {
      const changed = (): void => {
        this.matches = list.matches
      }
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    })
  }
}
