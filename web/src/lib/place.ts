// SPDX-License-Identifier: Apache-2.0
// The place this installation is for, as chosen at set-up: where an administrator of everywhere begins. Kept on this device.
import { get } from './api'
import { session } from './session.svelte'

export interface Place {
  id: string
  name: string
}
interface Unit {
  id: string
  name: string
  code: string
}
const KEY = 'chungtay.place'
const NATION = '0000000000001'

export function keepPlace(place: Place): void {
  localStorage.setItem(KEY, JSON.stringify(place))
}
export function keptPlace(): Place | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Place | null
  } catch {
    return null
  }
}
/** The place as far as no one has to be asked: the account's, or the one chosen here. */
export function placeAtHand(): Place | null {
  const own = session()
  return own?.unit ? { id: own.unit, name: own.unit_label ?? '' } : keptPlace()
}
/** The place of the account; of one bound to none that of the installation: the first body of the Front is its own (the set-up makes it; lists stand in the order in which records were made). */
export async function ownPlace(signal?: AbortSignal): Promise<Place | null> {
  const atHand = placeAtHand()
  if (atHand) return atHand
  const answer = await get<{ items: { unit?: string; labels?: Record<string, string> }[] }>('/api/v1/bodies', { organisation: 'fatherland_front', limit: 5, fields: 'unit', labels: true }, signal)
  const first = answer.data.items.find((body) => body.unit && body.unit !== NATION)
  return first?.unit ? { id: first.unit, name: first.labels?.['unit'] ?? '' } : null
}
/** The units that lie in one today, by name; "VN" has the provinces. */
export async function placesIn(unit: string, signal?: AbortSignal): Promise<Place[]> {
  const answer = await get<{ items: Unit[] }>(`/api/v1/territory/${encodeURIComponent(unit)}/children`, {}, signal)
  const plain = (name: string): string => name.replace(/^(Tỉnh|Thành phố|Xã|Phường|Đặc khu|Thị trấn) /, '')
  return answer.data.items.map(({ id, name }) => ({ id, name })).sort((a, b) => plain(a.name).localeCompare(plain(b.name), 'vi'))
}
