// SPDX-License-Identifier: Apache-2.0
// The programmes there are, for screens that tell of one.
import { listRecords, type Rec } from './records'
import { here } from './router.svelte'

export function listProgrammes(signal: AbortSignal): Promise<Rec[]> {
  return listRecords('programmes', { limit: 100, fields: 'code,title,short_title,from_date,to_date' }, signal).then((answer) => answer.data.items)
}
/** The one in the address, else the first. */
export function chosenProgramme(programmes: Rec[] | null): string {
  return here().searchParams.get('programme') ?? String(programmes?.[0]?.['code'] ?? '')
}
