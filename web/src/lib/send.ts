// SPDX-License-Identifier: Apache-2.0
// A list of any register as a short message. Of a register that keeps personal data only counts are sent: neither names nor
// what else might tell who it is.
import type { Message } from '../ui/Send.svelte'
import { number } from './format'
import type { Rec } from './records'
import { codeOf, fieldOf, listName, stateOf, type Kind } from './schema.svelte'
import { named, t } from './text.svelte'

const LINES = 15

function counts(items: Rec[], keyOf: (record: Rec) => string | undefined): string[] {
  const by = new Map<string, number>()
  for (const item of items) {
    const key = keyOf(item)
    if (key) by.set(key, (by.get(key) ?? 0) + 1)
  }
  return [...by].sort((a, b) => b[1] - a[1]).slice(0, LINES).map(([key, count]) => `${key}: ${number(count)}`)
}

export function listMessage(kind: Kind, items: Rec[], total: number): Message {
  const title = listName(kind)
  const under = t('send.count', number(total))
  const personal = kind.fields.some((field) => field.personal)
  const code = kind.fields.find((field) => field.type === 'code' && !field.personal && items.some((item) => item[field.name]))
  const label = fieldOf(kind, kind.label)
  const words = (name: string, value: unknown): string => {
    const field = fieldOf(kind, name)!
    return field.type === 'code' ? named(codeOf(field, String(value)) ?? { vi: String(value), en: String(value) }) : String(value)
  }
  let lines: string[] = []
  if (!personal && label && label.type !== 'ref') lines = items.slice(0, LINES).map((item) => [words(label.name, item[label.name] ?? ''), kind.unit ? item.labels?.[kind.unit] : null].filter(Boolean).join(' – '))
  else if (items.length < total) lines = [] // of a part nothing can be counted
  else if (code) lines = counts(items, (item) => (item[code.name] ? words(code.name, item[code.name]) : undefined))
  else lines = counts(items, (item) => (stateOf(kind, item.state) ? named(stateOf(kind, item.state)!) : undefined))
  if (!personal && total > LINES) lines.push(t('send.more', number(total - LINES)))
  return { card: { title, under, lines }, text: [`${title} – ${under}`, ...lines.map((line) => '• ' + line)].join('\n') }
}
