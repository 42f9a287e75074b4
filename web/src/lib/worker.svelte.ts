// SPDX-License-Identifier: Apache-2.0
// The service worker (web/worker.js): started once the first screen stands; told when a new version may take over.
let next: ServiceWorker | null = $state.raw(null)

/** A newer version of the app lies ready. */
export function isNewVersion(): boolean {
  return next !== null
}
export function takeNewVersion(): void {
  next?.postMessage('take over')
}
function follow(registration: ServiceWorkerRegistration): void {
  const ready = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) next = registration.waiting
  }
  ready()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', ready))
}
export function startWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  let asked = false
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (next && !asked) location.reload() // drafts keep what is not saved
    asked = true
  })
  void navigator.serviceWorker
    .register('/sw.js')
    .then(async (registration) => {
      follow(registration)
      const ready = await navigator.serviceWorker.ready
      setTimeout(() => ready.active?.postMessage('fill'), 3000)
    })
    .catch(() => {}) // a browser that forbids it works as before
}
