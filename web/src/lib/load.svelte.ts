// SPDX-License-Identifier: Apache-2.0
import { Problem } from './api'
import { showRefusal } from './view'

/** Something a screen waits for: loading, there, or failed; asked again when what it depends on changes. */
export class Load<T> {
  value: T | null = $state.raw(null)
  problem: unknown = $state.raw(null)
  busy = $state(false)
  #turn: AbortController | null = null
  #ask: (signal: AbortSignal) => Promise<T>

  /** Call while a component is made. `ask` reads what it depends on before its first await. `known`: shown until the answer comes. */
  constructor(ask: (signal: AbortSignal) => Promise<T>, known: T | null = null) {
    this.#ask = ask
    this.value = known
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

/** What a form or a button does: under way, done, or refused by the server with its words. */
export class Deed {
  busy = $state(false)
  at = $state('') // with which of many it is busy
  problem = $state.raw<Problem | null>(null)

  /** True where it was done; what is no refusal is thrown on. */
  run = async (deed: () => Promise<unknown>, at = ''): Promise<boolean> => {
    this.busy = true
    this.at = at
    this.problem = null
    try {
      await deed()
      return true
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      this.problem = failure
      return false
    } finally {
      this.busy = false
      this.at = ''
      if (this.problem) void showRefusal()
    }
  }
}
