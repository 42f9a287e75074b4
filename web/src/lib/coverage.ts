// SPDX-License-Identifier: Apache-2.0
// How an obligation stands, as the server tells it; what wants looking after first.
import type { Tone } from '../ui/Tag.svelte'

export type Standing = 'met' | 'unmet' | 'not_applicable' | 'impossible' | 'unknown'
export const tones: Record<Standing, Tone> = { unmet: 'bad', impossible: 'wait', unknown: 'wait', not_applicable: 'plain', met: 'good' }
export const standings = Object.keys(tones) as Standing[]
