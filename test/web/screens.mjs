// SPDX-License-Identifier: Apache-2.0
// An address of every screen that the app has: what web/src/screens.ts tells, so that a new screen is looked at by itself.
// A screen whose address names a record is found as a person finds it: by a link on another screen.
import { readFileSync } from 'node:fs'

/** Where a screen says more with something asked. */
const asked = { '/numbers': '?from=overview&number=poor', '/territory': '?unit=52@2025-07-01' }
/** Of many addresses that fit, the one to look at. */
const preferred = ['/r/households', '/r/models']

const table = readFileSync(new URL('../../web/src/screens.ts', import.meta.url), 'utf8')
const patterns = [...table.matchAll(/path: \/(\^.*\$)\/,/g)].map((found) => new RegExp(found[1]))
const plain = (pattern) => pattern.source.slice(1, -1).replaceAll('\\/', '/')

/** Of each screen { name, path }; those that no link leads to are told by `missing`. */
export async function findScreens(page, base, missing = () => {}) {
  const links = new Set()
  const collect = async (path) => {
    await page.goto(base + path)
    await page.locator('h1').waitFor()
    await page.waitForLoadState('networkidle')
    for (const href of await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))) links.add(href)
  }
  const fixed = patterns.filter((pattern) => !pattern.source.includes('(')).map(plain)
  const screens = fixed.map((path) => ({ name: path === '/' ? 'today' : path.slice(1).replaceAll('/', '_'), path: path + (asked[path] ?? '') }))
  for (const screen of screens) await collect(screen.path)
  for (const path of preferred) await collect(path)
  let open = patterns.filter((pattern) => pattern.source.includes('('))
  for (let round = 0; round < 3 && open.length; round++) {
    const found = open.flatMap((pattern) => {
      const fits = [...links].filter((href) => pattern.test(href.split('?')[0]) && !href.startsWith('/api/'))
      const path = preferred.flatMap((first) => fits.filter((href) => href.startsWith(first)))[0] ?? fits[0]
      return path ? [{ pattern, path }] : []
    })
    for (const { pattern, path } of found) {
      open = open.filter((each) => each !== pattern)
      screens.push({ name: plain(pattern).replace(/\([^)]*\)/g, 'x').slice(1).replaceAll('/', '_'), path })
      await collect(path)
    }
  }
  for (const pattern of open) missing(plain(pattern))
  return screens
}
