// SPDX-License-Identifier: Apache-2.0
// The programmes there are, for screens that tell of one.
import { listRecords, type Rec } from './records'
import { here } from './router.svelte'
import { session } from './session.svelte'

export function listProgrammes(signal: AbortSignal): Promise<Rec[]> {
  return listRecords('programmes', { limit: 100, fields: 'code,title,short_title,from_date,to_date' }, signal).then((answer) => answer.data.items)
}
/** The one in the address, else one that is in force, else the last that was. */
export function chosenProgramme(programmes: Rec[] | null): string {
  const today = session()?.today ?? ''
  const ended = (programme: Rec): string => String(programme['to_date'] ?? '9')
  const current = programmes?.find((programme) => String(programme['from_date'] ?? '') <= today && today <= ended(programme))
  const last = [...(programmes ?? [])].sort((a, b) => ended(b).localeCompare(ended(a)))[0]
  return here().searchParams.get('programme') ?? String((current ?? last)?.['code'] ?? '')
}
/** The year in the address; of a programme that has ended, its last. */
export function chosenYear(programmes: Rec[] | null): string | null {
  const code = chosenProgramme(programmes)
  const end = String(programmes?.find((programme) => programme['code'] === code)?.['to_date'] ?? '9')
  return here().searchParams.get('year') ?? (end < (session()?.today ?? '') ? end.slice(0, 4) : null)
}
