// SPDX-License-Identifier: Apache-2.0
// Talks to the server. Everything that can go wrong comes out as one type, Problem, with words to show.
import { noteAsked, takeEarly } from './early'
import { noteReached } from './network.svelte'
import { language, t } from './text.svelte'
import { onScreen } from './words'

export interface FieldError {
  field: string
  code?: string
  message: string
}

/** RFC 9457 as the server writes it; status 0 is "no answer": offline or gone. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: FieldError[],
    readonly body: Record<string, unknown>,
  ) {
    super(detail || title)
  }
  /** What is wrong with each field, else with the whole. */
  get words(): string {
    return this.errors.map((error) => error.message).join('\n') || this.detail
  }
}

export interface Answer<T> {
  data: T
  etag: string | null
  status: number
}

export interface SendOptions {
  etag?: string | null
  once?: string // Idempotency-Key: the same for every retry of one deed
  signal?: AbortSignal
}

type Query = Record<string, string | number | boolean | string[] | null | undefined>

let csrf = ''
let csrfIsThere = (): void => {}
let csrfComes = Promise.resolve() // a writing waits for it
let onSignedOut: () => void = () => {}

export function useCsrf(token: string): void {
  csrf = token
  csrfIsThere()
}
/** The session is being asked for: nothing is written before useCsrf. */
export function awaitCsrf(): void {
  csrfComes = new Promise((resolve) => (csrfIsThere = resolve))
}
/** What to do when the server says that nobody is signed in (any more). */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler
}

export function query(params: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === '' || value === false) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text ? '?' + text : ''
}

async function problemOf(response: Response): Promise<Problem> {
  let body: Record<string, unknown> = {}
  try {
    body = (await response.json()) as Record<string, unknown>
  } catch {
    // an answer of something in between: the status alone must do
  }
  const title = typeof body['title'] === 'string' ? body['title'] : t('problem.unexpected', response.status)
  const detail = typeof body['detail'] === 'string' ? onScreen(body['detail']) : ''
  const errors = Array.isArray(body['errors']) ? (body['errors'] as FieldError[]).map((error) => ({ ...error, message: onScreen(error.message) })) : []
  return new Problem(response.status, title, detail, errors, body)
}

async function fetched(method: string, path: string, body: BodyInit | null, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
  const wanted = { Accept: 'application/json', 'Accept-Language': language(), ...headers }
  if (method === 'GET') noteAsked(path, wanted.Accept)
  let response: Response | null = null
  try {
    if (method === 'GET') response = await takeEarly(path, wanted.Accept, wanted['Accept-Language'])
    signal?.throwIfAborted()
    response ??= await fetch(path, { method, body, headers: wanted, credentials: 'same-origin', signal: signal ?? null })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    noteReached(false)
    throw new Problem(0, t('problem.offline'), t('problem.offline_detail'), [], {})
  }
  if (!response.headers.has('X-Kept')) noteReached(true)
  if (!response.ok) {
    if (response.status === 401) onSignedOut()
    throw await problemOf(response)
  }
  return response
}

async function call<T>(method: string, path: string, body: BodyInit | null, headers: Record<string, string>, signal?: AbortSignal): Promise<Answer<T>> {
  const response = await fetched(method, path, body, headers, signal)
  const text = await response.text()
  return { data: (text ? JSON.parse(text) : null) as T, etag: response.headers.get('ETag'), status: response.status }
}

export function get<T>(path: string, params: Query = {}, signal?: AbortSignal): Promise<Answer<T>> {
  return call<T>('GET', path + query(params), null, {}, signal)
}

/** `once` is empty where nothing is written. */
export async function sendText<T>(path: string, body: string, type: string, once: string): Promise<Answer<T>> {
  await csrfComes
  return call<T>('POST', path, body, { 'X-CSRF-Token': csrf, 'Content-Type': type, ...(once ? { 'Idempotency-Key': once } : {}) })
}

/** An answer that is no JSON, as text. */
export async function getText(path: string, params: Query = {}, signal?: AbortSignal): Promise<string> {
  return (await fetched('GET', path + query(params), null, { Accept: 'text/html' }, signal)).text()
}

export async function send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, options: SendOptions = {}): Promise<Answer<T>> {
  await csrfComes
  const headers: Record<string, string> = { 'X-CSRF-Token': csrf }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (options.etag) headers['If-Match'] = options.etag
  if (options.once) headers['Idempotency-Key'] = options.once
  return call<T>(method, path, body === undefined ? null : JSON.stringify(body), headers, options.signal)
}

/** A key for one deed, to be kept while it is tried again. */
export function onceKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** While a long deed is under way: asks the server how far it is and tells it, from 0 to 1; null where that is not known, and at the end.
 * `whole`: of how much, where only who asks knows. */
export async function followed<T>(once: string, deed: Promise<T>, told: (part: number | null) => void, whole = 0): Promise<T> {
  const ask = async (): Promise<void> => {
    const { running, done, total } = (await get<{ running: boolean; done: number; total: number }>('/api/v1/progress/' + once)).data
    told(running && (total || whole) ? Math.min(1, done / (total || whole)) : null)
  }
  const timer = setInterval(() => void ask().catch(() => {}), 700)
  try {
    return await deed
  } finally {
    clearInterval(timer)
    told(null)
  }
}

/** Sends a file as it is, telling which part of it (0 to 1) has gone. */
export function upload<T>(path: string, file: File, onprogress: (part: number) => void): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest() // fetch does not tell how far it is
    request.open('POST', path)
    request.setRequestHeader('X-CSRF-Token', csrf)
    request.setRequestHeader('Accept-Language', language())
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = (event) => onprogress(event.lengthComputable ? event.loaded / event.total : 0)
    request.onerror = () => reject(new Problem(0, t('problem.offline'), t('problem.offline_detail'), [], {}))
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status })
      if (response.ok) resolve({ data: JSON.parse(request.responseText) as T, etag: null, status: request.status })
      else void problemOf(response).then(reject)
    }
    request.send(file)
  })
}
