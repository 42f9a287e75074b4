// SPDX-License-Identifier: Apache-2.0
// Lays a document (the HTML of src/paper/html.c) out on A4 sheets: its blocks go from section to page in their order; tables
// are divided between rows, their heads repeated; headings keep to what follows them, numbers stand on top from page 2 on.
import { nextTurn } from './gradual.svelte'

const MM = 96 / 25.4
const COLUMN_PX = 72 // of a table read on a telephone, at least
const TURN_MS = 8 // of one turn, after which the browser may show what there is
const TWIP = 96 / 1440

interface Sheet {
  page: HTMLElement
  body: HTMLElement
  room: number
}

class Pager {
  count = 0
  #inSection = 0
  #open: HTMLElement | null = null
  constructor(
    readonly place: HTMLElement,
    readonly article: HTMLElement,
  ) {}

  sheet(section: HTMLElement): Sheet {
    const edge = (name: string): number => Number(this.article.dataset[name]) * TWIP
    const page = document.createElement('div')
    const body = document.createElement('div')
    const landscape = section.classList.contains('landscape')
    page.className = 'a4 paper' + (landscape ? ' landscape' : '')
    page.lang = 'vi'
    page.style.zoom = '1' // while it is measured
    this.finish()
    this.#open = page
    const [top, right, bottom, left] = ['top', 'right', 'bottom', 'left'].map(edge) as [number, number, number, number]
    page.style.padding = `${top}px ${right}px ${bottom}px ${left}px`
    this.count++
    if (++this.#inSection > 1) {
      const number = document.createElement('p')
      number.className = 'number-of-page'
      number.textContent = String(this.#inSection)
      page.append(number)
    }
    const footer = this.article.querySelector(':scope > footer')
    if (footer) page.append(footer.cloneNode(true))
    page.append(body)
    body.style.display = 'flow-root'
    this.place.append(page)
    return { page, body, room: (landscape ? 210 : 297) * MM - top - bottom }
  }
  begin(): void {
    this.#inSection = 0
  }
  finish(): void {
    this.#open?.style.removeProperty('zoom')
    this.#open = null
  }
}

const isFull = (sheet: Sheet): boolean => sheet.body.offsetHeight > sheet.room + 1
const keepsToNext = (block: Element | null): boolean => !!block && (/^H[1-6]$/.test(block.tagName) || block.matches('.caption, .measure, .title'))

/** How many of the rows end on the sheet: all are measured before any is moved. At least one. */
function rowsThatFit(rows: HTMLTableRowElement[], sheet: Sheet): number {
  const end = sheet.body.getBoundingClientRect().top + sheet.room + 1
  return Math.max(1, rows.filter((row) => row.getBoundingClientRect().bottom <= end).length)
}

/** Moves rows that are too many to a table of the same head on the next sheet. */
function divideTable(pager: Pager, section: HTMLElement, table: HTMLTableElement, sheet: Sheet): Sheet {
  const rows = [...table.tBodies[0]!.rows]
  if (!isFull(sheet) || rows.length < 2) return sheet
  const rest = table.cloneNode(false) as HTMLTableElement
  for (const part of table.children) rest.append(part.cloneNode(part !== table.tBodies[0]))
  const body = rest.tBodies[0]!
  body.append(...rows.slice(rowsThatFit(rows, sheet)))
  for (let left = table.tBodies[0]!.rows; isFull(sheet) && left.length > 1; ) body.prepend(left[left.length - 1]!) // lines that rows share
  if (!body.rows.length) return sheet
  const next = pager.sheet(section)
  next.body.append(rest)
  return isFull(next) ? divideTable(pager, section, rest, next) : next
}

function* laySection(pager: Pager, section: HTMLElement): Generator<void> {
  pager.begin()
  let sheet = pager.sheet(section)
  for (const block of [...section.children] as HTMLElement[]) {
    yield
    if (block.matches('hr.page')) {
      sheet = pager.sheet(section)
      continue
    }
    sheet.body.append(block)
    if (!isFull(sheet)) continue
    if (block instanceof HTMLTableElement && block.tBodies[0]!.rows.length > 6) {
      sheet = divideTable(pager, section, block, sheet)
      continue
    }
    const moved: Element[] = [block]
    if (block.matches('.signatures') && block.previousElementSibling) moved.unshift(block.previousElementSibling) // never alone on a sheet
    while (keepsToNext(moved[0]!.previousElementSibling) && moved[0]!.previousElementSibling !== sheet.body.firstElementChild) moved.unshift(moved[0]!.previousElementSibling!)
    if (moved[0] === sheet.body.firstElementChild) continue // taller than a sheet
    sheet = pager.sheet(section)
    sheet.body.append(...moved)
    if (isFull(sheet) && block instanceof HTMLTableElement) sheet = divideTable(pager, section, block, sheet)
  }
}

const articleOf = (html: string): HTMLElement | null => new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLElement>('article.paper')

/** Fills `place` with the pages, block by block; how many they are. */
function* lay(place: HTMLElement, html: string): Generator<void, number> {
  const article = articleOf(html)
  place.replaceChildren()
  if (!article) return 0
  const room = place.parentElement!.clientWidth - 16
  place.style.setProperty('--fit', String(Math.min(1, room / (210 * MM))))
  const pager = new Pager(place, article)
  for (const section of article.querySelectorAll<HTMLElement>(':scope > section')) yield* laySection(pager, section)
  pager.finish()
  return pager.count
}
/** At once: for the printer. */
export function layPages(place: HTMLElement, html: string): number {
  const laying = lay(place, html)
  for (;;) {
    const { done, value } = laying.next()
    if (done) return value
  }
}
/** The same with pauses, the first page first; null where it was called off. */
export async function layPagesGradually(place: HTMLElement, html: string, signal: AbortSignal): Promise<number | null> {
  const laying = lay(place, html)
  for (let began = performance.now(); !signal.aborted; ) {
    const { done, value } = laying.next()
    if (done) return value
    if (performance.now() - began < TURN_MS) continue
    await nextTurn()
    began = performance.now()
  }
  return null
}

/** The document as text for a narrow screen: no pages; each table moves sideways by itself. */
function textOf(html: string): Element[] {
  const article = articleOf(html)
  const title = article?.querySelector('h1')?.textContent ?? ''
  for (const [i, table] of [...(article?.querySelectorAll('table') ?? [])].entries()) {
    let before = table.previousElementSibling
    while (before && !before.matches('.caption')) before = before.previousElementSibling
    const holder = document.createElement('div')
    holder.className = 'sideways'
    holder.tabIndex = 0
    holder.role = 'region'
    holder.ariaLabel = before?.textContent ?? `${title} ${i + 1}`
    table.style.minWidth = `${table.querySelectorAll('col').length * COLUMN_PX}px`
    table.replaceWith(holder)
    holder.append(table)
  }
  return [...(article?.children ?? [])]
}
export function layText(place: HTMLElement, html: string): void {
  place.replaceChildren(...textOf(html))
}
/** The same with pauses, from the top down. */
export async function layTextGradually(place: HTMLElement, html: string, signal: AbortSignal): Promise<void> {
  let began = performance.now()
  place.replaceChildren()
  for (const section of textOf(html)) {
    const blocks = [...section.children]
    if (section.matches('section')) section.replaceChildren()
    place.append(section)
    for (const block of section.matches('section') ? blocks : []) {
      section.append(block)
      if (performance.now() - began < TURN_MS) continue
      await nextTurn()
      if (signal.aborted) return
      began = performance.now()
    }
  }
}
