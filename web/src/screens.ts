// SPDX-License-Identifier: Apache-2.0
// The screens: address → component, loaded when first opened. The first row that fits wins.
import type { Component } from 'svelte'
import type { IconName } from './ui/Icon.svelte'

export interface Screen {
  path: RegExp
  load: () => Promise<{ default: Component<{ params: string[] }> | Component<Record<string, never>> }>
}

export const screens: Screen[] = [
  { path: /^\/$/, load: () => import('./screens/Today.svelte') },
  { path: /^\/begin$/, load: () => import('./screens/Begin.svelte') },
  { path: /^\/overview$/, load: () => import('./screens/Overview.svelte') },
  { path: /^\/numbers$/, load: () => import('./screens/Numbers.svelte') },
  { path: /^\/report$/, load: () => import('./screens/Report.svelte') },
  { path: /^\/coverage$/, load: () => import('./screens/Coverage.svelte') },
  { path: /^\/deadlines$/, load: () => import('./screens/Deadlines.svelte') },
  { path: /^\/assign$/, load: () => import('./screens/Assign.svelte') },
  { path: /^\/import$/, load: () => import('./screens/Import.svelte') },
  { path: /^\/duplicates$/, load: () => import('./screens/Duplicates.svelte') },
  { path: /^\/registers$/, load: () => import('./screens/Registers.svelte') },
  { path: /^\/households\/entry$/, load: () => import('./screens/Entry.svelte') },
  { path: /^\/r\/households\/([0-9A-Z]{13})$/, load: () => import('./screens/Household.svelte') },
  { path: /^\/r\/([a-z_]+)$/, load: () => import('./screens/Register.svelte') },
  { path: /^\/r\/([a-z_]+)\/new$/, load: () => import('./screens/RecordForm.svelte') },
  { path: /^\/r\/([a-z_]+)\/([0-9A-Z]{13})$/, load: () => import('./screens/Record.svelte') },
  { path: /^\/r\/([a-z_]+)\/([0-9A-Z]{13})\/edit$/, load: () => import('./screens/RecordForm.svelte') },
  { path: /^\/territory$/, load: () => import('./screens/Territory.svelte') },
  { path: /^\/accounts$/, load: () => import('./screens/Accounts.svelte') },
  { path: /^\/account$/, load: () => import('./screens/Account.svelte') },
]

/** What stands in the side bar: the work first, registers after it by their groups. */
/** `right`: shown to those who have it. */
export const places: { path: string; icon: IconName; text: string; right?: string }[] = [
  { path: '/', icon: 'today', text: 'nav.today' },
  { path: '/overview', icon: 'overview', text: 'nav.overview' },
  { path: '/coverage', icon: 'check', text: 'nav.coverage' },
  { path: '/deadlines', icon: 'deadlines', text: 'nav.deadlines' },
  { path: '/report', icon: 'reports', text: 'nav.report' },
  { path: '/r/households', icon: 'households', text: 'nav.households' },
  { path: '/assign', icon: 'assign', text: 'nav.assignments' },
  { path: '/import', icon: 'upload', text: 'nav.import' },
  { path: '/duplicates', icon: 'people', text: 'nav.duplicates' },
  { path: '/r/models', icon: 'models', text: 'nav.models' },
  { path: '/registers', icon: 'book', text: 'nav.registers' },
  { path: '/territory', icon: 'territory', text: 'nav.territory' },
  { path: '/accounts', icon: 'settings', text: 'nav.accounts', right: 'approve' },
]
