// SPDX-License-Identifier: Apache-2.0
// Something a screen waits for: loading, there, or failed; asked again when what it depends on changes.
export class Load<T> {
  value: T | null = $state.raw(null)
  problem: unknown = $state.raw(null)
  busy = $state(false)
  #turn: AbortController | null = null
  #ask: (signal: AbortSignal) => Promise<T>

  /** Call while a component is made. `ask` reads what it depends on before its first await. */
  constructor(ask: (signal: AbortSignal) => Promise<T>) {
    this.#ask = ask
    $effect(() => {
      void this.again()
      return () => this.#turn?.abort()
    })
  }

  again = async (): Promise<void> => {
    this.#turn?.abort()
    const turn = (this.#turn = new AbortController())
    this.busy = true
    try {
      const value = await this.#ask(turn.signal)
      if (turn.signal.aborted) return
      this.value = value
      this.problem = null
    } catch (problem) {
      if (turn.signal.aborted) return
      this.problem = problem
    }
    this.busy = false
  }
}
