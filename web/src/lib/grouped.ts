// SPDX-License-Identifier: Apache-2.0
/** Groups in the order they come in, by what the key says of each item. */
export function grouped<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const by = new Map<string, T[]>()
  for (const item of items) {
    const group = by.get(keyOf(item))
    if (group) group.push(item)
    else by.set(keyOf(item), [item])
  }
  return by
}
