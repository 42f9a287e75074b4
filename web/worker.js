// SPDX-License-Identifier: Apache-2.0
// The service worker: keeps the app itself, never what it shows. Of the server's answers it keeps the declarations of the registers, in
// which nobody's data stands; every other request goes past it. vite.config.ts puts the names of the files in, so a new version of the
// app is a new worker with a store of its own; it takes over when the last page of the old one is closed, or when the person says so.
const VERSION = '__VERSION__'
const SHELL = __SHELL__
const REST = __REST__
const PREFIX = 'chungtay-app-'
const NAME = PREFIX + VERSION
const SCHEMA = '/api/v1/schema'
const SERVERS_OWN = __SERVERS_OWN__ // pages that the server writes itself

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(NAME).then(async (cache) => {
      await cache.addAll(SHELL)
      await cache.add(new Request('/', { cache: 'reload', headers: { Accept: 'text/html' } }))
    }),
  )
})
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      for (const name of names) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name)
      await self.clients.claim()
    }),
  )
})
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
  if (event.data === 'fill') event.waitUntil(fill()) // when the page has what it needs
})

/** The screens not opened yet, one after the other: a slow connection stays free for the person. */
async function fill() {
  const cache = await caches.open(NAME)
  for (const path of REST) if (!(await cache.match(path))) await cache.add(path).catch(() => {})
  if (!(await cache.match(SCHEMA))) await cache.add(SCHEMA).catch(() => {})
}
async function keptFirst(request, path) {
  const cache = await caches.open(NAME)
  const kept = await cache.match(path, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(path, answer.clone())
  return answer
}
async function serverFirst(request, path) {
  const cache = await caches.open(NAME)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(path, answer.clone())
    return answer
  } catch (failure) {
    const kept = await cache.match(path, { ignoreVary: true })
    if (!kept) throw failure
    const headers = new Headers(kept.headers)
    headers.set('X-Kept', 'true') // so that nobody takes it for a sign of the server
    return new Response(await kept.arrayBuffer(), { status: 200, headers })
  }
}
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname, search } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname === SCHEMA && !search) event.respondWith(serverFirst(request, SCHEMA))
  else if (pathname.startsWith('/assets/') || pathname === '/icon.svg') event.respondWith(keptFirst(request, pathname))
  else if (request.mode === 'navigate' && !pathname.includes('.') && !pathname.startsWith('/api/') && !SERVERS_OWN.some((own) => pathname === own || pathname.startsWith(own + '/')))
    event.respondWith(keptFirst(request, '/'))
})
