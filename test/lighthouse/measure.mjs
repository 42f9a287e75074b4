// SPDX-License-Identifier: Apache-2.0
// Lighthouse, as a telephone, over the screens most people meet: measure.mjs MODULES ADDRESS USER PASSWORD. Prints the four scores
// of each and what is not perfect; fails where one is below 95.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [modules, base, user, password] = process.argv.slice(2)
const require = createRequire(modules + '/')
const load = (name) => import(pathToFileURL(require.resolve(name)))
const { default: lighthouse } = await load('lighthouse')
const { launch } = await load('chrome-launcher')
const LEAST = 95
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']

const answer = await fetch(base + '/api/v1/session', { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: base }, body: JSON.stringify({ user, password }) })
if (!answer.ok) throw new Error('not signed in: ' + (await answer.text()))
const Cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
const { items } = await (await fetch(base + '/api/v1/households?limit=1', { headers: { Cookie } })).json()
const pages = [
  ['sign_in', '/', false],
  ['public', '/public', false],
  ['public_models', '/public/models', false],
  ['today', '/', true],
  ['overview', '/overview', true],
  ['households', '/r/households', true],
  ['household', '/r/households/' + items[0].id, true],
]
const chrome = await launch({ chromePath: '/usr/bin/chromium', chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'] })
let failed = 0
for (const [name, path, inside] of pages) {
  const { lhr } = await lighthouse(base + path, { port: chrome.port, logLevel: 'error', onlyCategories: CATEGORIES, disableStorageReset: false, ...(inside ? { extraHeaders: { Cookie } } : {}) })
  const scores = CATEGORIES.map((id) => Math.round(lhr.categories[id].score * 100))
  console.log(name.padEnd(14), CATEGORIES.map((id, i) => `${id} ${scores[i]}`).join(', '))
  const weighed = new Set(CATEGORIES.filter((id) => id !== 'performance').flatMap((id) => lhr.categories[id].auditRefs.filter((ref) => ref.weight > 0).map((ref) => ref.id)))
  for (const audit of Object.values(lhr.audits)) if (weighed.has(audit.id) && audit.score !== null && audit.score < 1) console.log('   ', audit.id, audit.displayValue ?? '')
  for (const id of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']) if (lhr.audits[id].score < 0.9) console.log('   ', id, lhr.audits[id].displayValue)
  failed += scores.some((score) => score < LEAST)
}
await chrome.kill()
console.log(failed ? `${failed} pages below ${LEAST}` : `every page has at least ${LEAST} of 100`)
process.exit(failed ? 1 : 0)
