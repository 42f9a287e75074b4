// SPDX-License-Identifier: Apache-2.0
// The screens: address → component, loaded when first opened. The first row that fits wins.
import type { Component } from 'svelte'
import { loadKinds } from './lib/schema.svelte'
import type { IconName } from './ui/Icon.svelte'

export interface Screen {
  path: RegExp
  help: string // web.help.…: the words beside it
  kinds?: string[] | ((params: string[]) => string[]) // the registers it draws from the declarations of; left out: all
  related?: boolean // and those that refer to them
  load: () => Promise<{ default: Component<{ params: string[] }> | Component<Record<string, never>> }>
}

const first = (params: string[]): string[] => params.slice(0, 1)
export const screens: Screen[] = [
  { path: /^\/$/, help: 'today', kinds: [], load: () => import('./screens/Today.svelte') },
  { path: /^\/begin$/, help: 'begin', kinds: ['accounts', 'bodies', 'units'], load: () => import('./screens/Begin.svelte') },
  { path: /^\/overview$/, help: 'overview', kinds: [], load: () => import('./screens/Overview.svelte') },
  { path: /^\/numbers$/, help: 'numbers', load: () => import('./screens/Numbers.svelte') },
  { path: /^\/report$/, help: 'report', kinds: ['reports'], load: () => import('./screens/Report.svelte') },
  { path: /^\/coverage$/, help: 'coverage', kinds: [], load: () => import('./screens/Coverage.svelte') },
  { path: /^\/deadlines$/, help: 'deadlines', kinds: [], load: () => import('./screens/Deadlines.svelte') },
  { path: /^\/assign$/, help: 'assign', kinds: [], load: () => import('./screens/Assign.svelte') },
  { path: /^\/programmes$/, help: 'programmes', kinds: ['programmes'], load: () => import('./screens/Programmes.svelte') },
  { path: /^\/programmes\/edit$/, help: 'programme_edit', kinds: [], load: () => import('./screens/ProgrammeEdit.svelte') },
  { path: /^\/programmes\/([a-z0-9_]+)$/, help: 'programme', kinds: ['programme_versions'], load: () => import('./screens/Programme.svelte') },
  { path: /^\/models$/, help: 'models', kinds: ['models', 'works'], load: () => import('./screens/Models.svelte') },
  { path: /^\/models\/publication$/, help: 'publication', kinds: ['models', 'works'], load: () => import('./screens/Publication.svelte') },
  { path: /^\/models\/replication$/, help: 'replication', kinds: ['models'], load: () => import('./screens/Replication.svelte') },
  { path: /^\/import$/, help: 'import', load: () => import('./screens/Import.svelte') },
  { path: /^\/duplicates$/, help: 'duplicates', kinds: ['same_as_links', 'households'], load: () => import('./screens/Duplicates.svelte') },
  { path: /^\/registers$/, help: 'registers', load: () => import('./screens/Registers.svelte') },
  { path: /^\/households\/entry$/, help: 'entry', kinds: ['households', 'household_members', 'classifications', 'units'], load: () => import('./screens/Entry.svelte') },
  { path: /^\/r\/households\/([0-9A-Z]{13})$/, help: 'household', kinds: ['households'], related: true, load: () => import('./screens/Household.svelte') },
  { path: /^\/r\/([a-z_]+)$/, help: 'register', kinds: first, load: () => import('./screens/Register.svelte') },
  { path: /^\/r\/([a-z_]+)\/new$/, help: 'form', kinds: first, load: () => import('./screens/RecordForm.svelte') },
  { path: /^\/r\/([a-z_]+)\/([0-9A-Z]{13})$/, help: 'record', kinds: first, related: true, load: () => import('./screens/Record.svelte') },
  { path: /^\/r\/([a-z_]+)\/([0-9A-Z]{13})\/edit$/, help: 'form', kinds: first, load: () => import('./screens/RecordForm.svelte') },
  { path: /^\/territory$/, help: 'territory', kinds: ['units', 'lineages'], load: () => import('./screens/Territory.svelte') },
  { path: /^\/accounts$/, help: 'accounts', kinds: ['accounts', 'bodies', 'units'], load: () => import('./screens/Accounts.svelte') },
  { path: /^\/admin$/, help: 'admin', kinds: [], load: () => import('./screens/Admin.svelte') },
  { path: /^\/admin\/bodies$/, help: 'bodies', kinds: ['bodies', 'cadres', 'units'], load: () => import('./screens/Bodies.svelte') },
  { path: /^\/admin\/rights$/, help: 'rights', kinds: ['accounts', 'households', 'units'], load: () => import('./screens/Rights.svelte') },
  { path: /^\/admin\/reads$/, help: 'reads', load: () => import('./screens/Reads.svelte') },
  { path: /^\/admin\/audit$/, help: 'audit', load: () => import('./screens/Audit.svelte') },
  { path: /^\/admin\/house$/, help: 'house', kinds: [], load: () => import('./screens/House.svelte') },
  { path: /^\/waiting$/, help: 'waiting', load: () => import('./screens/Waiting.svelte') },
  { path: /^\/account$/, help: 'account', kinds: [], load: () => import('./screens/Account.svelte') },
]

export function screenAt(path: string): { screen: Screen; params: string[] } | null {
  for (const screen of screens) {
    const found = screen.path.exec(path)
    if (found) return { screen, params: found.slice(1) }
  }
  return null
}
/** The screen itself and what it cannot be drawn without, asked for together. */
export async function loadScreen({ screen, params }: { screen: Screen; params: string[] }): Promise<Component<{ params: string[] }>> {
  const kinds = typeof screen.kinds === 'function' ? screen.kinds(params) : (screen.kinds ?? null)
  const [module] = await Promise.all([screen.load(), loadKinds(kinds, screen.related ?? false)])
  return module.default as Component<{ params: string[] }>
}

export interface Place {
  path: string
  icon: IconName
  text: string
  rights?: string[] // shown to those who have one of them
  house?: boolean // and only where they are bound to no place
}
/** What stands in the side bar: the work first, registers after it by their groups. */
export const places: Place[] = [
  { path: '/', icon: 'today', text: 'nav.today' },
  { path: '/overview', icon: 'overview', text: 'nav.overview' },
  { path: '/programmes', icon: 'programmes', text: 'nav.programmes' },
  { path: '/coverage', icon: 'check', text: 'nav.coverage' },
  { path: '/deadlines', icon: 'deadlines', text: 'nav.deadlines' },
  { path: '/report', icon: 'reports', text: 'nav.report' },
  { path: '/r/households', icon: 'households', text: 'nav.households' },
  { path: '/assign', icon: 'assign', text: 'nav.assignments' },
  { path: '/import', icon: 'upload', text: 'nav.import' },
  { path: '/duplicates', icon: 'people', text: 'nav.duplicates' },
  { path: '/models', icon: 'models', text: 'nav.models' },
  { path: '/registers', icon: 'book', text: 'nav.registers' },
  { path: '/territory', icon: 'territory', text: 'nav.territory' },
  { path: '/admin', icon: 'settings', text: 'nav.admin', rights: ['approve', 'audit', 'admin'] },
]
/** What stands behind the last of them. */
export const adminPlaces: Place[] = [
  { path: '/accounts', icon: 'people', text: 'nav.accounts', rights: ['approve'] },
  { path: '/admin/rights', icon: 'lock', text: 'nav.rights', rights: ['approve', 'audit'] },
  { path: '/admin/bodies', icon: 'assign', text: 'nav.bodies', rights: ['approve', 'audit'] },
  { path: '/admin/audit', icon: 'history', text: 'nav.audit', rights: ['audit'] },
  { path: '/admin/reads', icon: 'search', text: 'nav.reads', rights: ['audit'] },
  { path: '/admin/house', icon: 'book', text: 'nav.house', rights: ['admin'], house: true },
]
