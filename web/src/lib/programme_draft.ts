// SPDX-License-Identifier: Apache-2.0
// A programme's text that is being written, kept on this device until it is loaded or thrown away.
import { draftOf, dropDraft, keepDraft } from './draft'
import { session } from './session.svelte'

const user = (): string => session()?.user_name ?? ''
const key = (source: string): string => 'programme.' + source

export const keepText = (source: string, text: string): void => keepDraft(user(), key(source), text)
export const keptText = (source: string): string | null => draftOf<string>(user(), key(source))
export const dropText = (source: string): void => dropDraft(user(), key(source))
