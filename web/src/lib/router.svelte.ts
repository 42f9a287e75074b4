// SPDX-License-Identifier: Apache-2.0
// Where one is: the address bar, always. A click on a plain link stays in the app; everything else is the browser's.
let at = $state.raw(new URL(location.href))
let guard: (() => boolean) | null = null

export function here(): URL {
  return at
}

/** Asked before leaving: false keeps the person where he is (unsaved work). */
export function guardLeaving(ask: (() => boolean) | null): void {
  guard = ask
}

export function go(to: string, options: { replace?: boolean } = {}): void {
  const next = new URL(to, at)
  if (next.pathname !== at.pathname && guard && !guard()) return
  const moved = next.pathname !== at.pathname
  if (options.replace) history.replaceState(null, '', next)
  else history.pushState(null, '', next)
  at = next
  if (moved && !options.replace) scrollTo(0, 0)
}

/** Sets or removes parameters of the address in place. */
export function setParams(params: Record<string, string | null>, options: { replace?: boolean } = { replace: true }): void {
  const next = new URL(at)
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === '') next.searchParams.delete(name)
    else next.searchParams.set(name, value)
  }
  go(next.pathname + next.search, options)
}

export function startRouter(): void {
  addEventListener('popstate', () => {
    at = new URL(location.href)
  })
  addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element | null)?.closest?.('a')
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return
    event.preventDefault()
    go(link.pathname + link.search + link.hash)
  })
}
