// SPDX-License-Identifier: Apache-2.0
// Numbers and days as people here write them: 1.234.567,8 and 16/9/2020. Values come in storage forms.
import type { Value } from './records'
import type { Field } from './schema.svelte'
import { language, t } from './text.svelte'

/** Written here: to have the browser's own writer made ready costs a slow telephone a tenth of a second. */
export function number(value: number, decimals = 0): string {
  const tens = 10 ** decimals
  const [whole, part] = (Math.round(Math.abs(value) * tens) / tens).toFixed(decimals).split('.') as [string, string?]
  const english = language() === 'en'
  const decimal = part?.replace(/0+$/, '')
  const written = whole.replace(/\B(?=(\d{3})+$)/g, english ? ',' : '.') + (decimal ? (english ? '.' : ',') + decimal : '')
  return (value < 0 && /[1-9]/.test(written) ? '-' : '') + written
}

export function money(value: number): string {
  return t('format.dong', number(value))
}

/** Hundredths of a per cent. */
export function share(value: number): string {
  return number(value / 100, 2) + ' %'
}

/** "2020-09-16", "2020-09", "2020Q3", "2020" or a moment in UTC. */
export function day(value: string): string {
  const full = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (full) return `${Number(full[3])}/${Number(full[2])}/${full[1]}`
  const month = /^(\d{4})-(\d{2})$/.exec(value)
  if (month) return `${Number(month[2])}/${month[1]}`
  const quarter = /^(\d{4})Q([1-4])$/.exec(value)
  if (quarter) return t('format.quarter', quarter[2]!, quarter[1]!)
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return moment(value)
  return value
}

/** "16/9/2020" as it is stored, typed as a telephone's keys for numbers allow, too: 16.9.2020, 16 9 2020, 16092020; null where that is not
 * what was typed. */
export function readDay(text: string): string | null {
  const found = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(text.trim()) ?? /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(\d{4})$/.exec(text.trim())
  return found ? `${found[3]}-${found[2]!.padStart(2, '0')}-${found[1]!.padStart(2, '0')}` : null
}

const HERE_MS = 7 * 3600000 // Viet Nam is seven hours ahead all year
export function moment(value: string): string {
  const at = new Date(Date.parse(value) + HERE_MS)
  if (Number.isNaN(at.getTime())) return value
  const two = (of: number): string => String(of).padStart(2, '0')
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())} ${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()}`
}

/** A telephone or id number in groups that can be read aloud. */
export function grouped(value: string): string {
  return value.replace(/(\d{3,4})(?=(\d{3})+$)/g, '$1 ')
}

/** What stands in a form for a stored value: numbers and days as people type them. */
export function typedText(field: Field, value: Exclude<Value, null>): string {
  if (field.type === 'money' || field.type === 'int') return number(Number(value))
  if (field.type === 'share') return number(Number(value) / 100, 2)
  return field.type === 'date' ? day(String(value)) : String(value)
}

/** The other way: a number where the field is one and the text can be read as one, else the text for the server to refuse. */
export function readTyped(field: Field, text: string): Value {
  const trimmed = text.trim()
  if (field.type === 'date') return readDay(trimmed) ?? trimmed.replace(/^(\d{1,2})[.\-\s](\d{4})$/, '$1/$2')
  if (!['int', 'money', 'share', 'year'].includes(field.type)) return trimmed
  const english = language() === 'en'
  const plain = trimmed.replace(english ? /[,\s]/g : /[.\s]/g, '').replace(/[%đ]$/, '').replace(',', '.')
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return trimmed
  return field.type === 'share' ? Math.round(Number(plain) * 100) : Number(plain)
}
