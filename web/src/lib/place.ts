// SPDX-License-Identifier: Apache-2.0
// The place this installation is for, as chosen at set-up: where an administrator of everywhere begins. Kept on this device.
import { get } from './api'

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
/** The units that lie in one today, by name; "VN" has the provinces. */
export async function placesIn(unit: string, signal?: AbortSignal): Promise<Place[]> {
  const answer = await get<{ items: Unit[] }>(`/api/v1/territory/${encodeURIComponent(unit)}/children`, {}, signal)
  const plain = (name: string): string => name.replace(/^(Tỉnh|Thành phố|Xã|Phường|Đặc khu|Thị trấn) /, '')
  return answer.data.items.map(({ id, name }) => ({ id, name })).sort((a, b) => plain(a.name).localeCompare(plain(b.name), 'vi'))
}
