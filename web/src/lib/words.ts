// SPDX-License-Identifier: Apache-2.0
// The server's words are those of the command line, too: what it calls an option is a box or a tick on a screen.
import { t } from './text.svelte'

const AS_TOLD: [RegExp, string][] = [
  [/--dry-run /g, ''], // what comes after it is ticked, then looked at
  [/--unit\b/g, 'import.unit'],
  [/--year\b/g, 'coverage.year'],
  [/--take-unit\b/g, 'import.take_unit'],
  [/--take-new-areas\b/g, 'import.take_areas'],
  [/--take-guess\b/g, 'import.take_guess'],
  [/--map\b/g, 'import.template'],
  [/chungtay template [a-z_]+/g, 'import.template'],
]
/** Words of the server with the names that a screen has for things. */
export function onScreen(words: string): string {
  return AS_TOLD.reduce((text, [option, name]) => text.replace(option, name && `“${t(name)}”`), words)
}
