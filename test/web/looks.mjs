// SPDX-License-Identifier: Apache-2.0
// Every screen as everybody meets it: looks.mjs ADDRESS USER PASSWORD [PICTURES]. Both themes on a telephone and a desk, letters of
// twice the size, forced colours, less motion, the keyboard, landmarks and titles; on a slow line; and with records in every
// register whose words are meant to harm.
import { startPlay } from './browser.mjs'
import { makeHostile } from './hostile.mjs'
import { findScreens } from './screens.mjs'

const [base, user, password, pictures] = process.argv.slice(2)
const { allowing, check, end, go, look, open, signIn, step } = await startPlay(base, pictures)
const desk = await open(1280, 900)
await desk.goto(base + '/')
await look(desk, 'sign_in')
await signIn(desk, user, password)
const state = await desk.context().storageState()
const screens = await findScreens(desk, base, (pattern) => check('a link leads to ' + pattern, false))
check('all screens are found', screens.length > 15, String(screens.length))

// --- every screen, both themes, on a telephone and a desk ------------------------------------------------------------
const titles = new Map()
const seen = new Set() // of two screens that fit an address the first is shown
/** One h1, one main, a title of its own: what a screen reader goes by. */
async function standing(page, name) {
  const told = await page.evaluate(() => ({
    title: document.title,
    lang: document.documentElement.lang,
    mains: document.querySelectorAll('main').length,
    firsts: document.querySelectorAll('h1').length,
    navs: document.querySelectorAll('nav[aria-label]').length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }))
  check(`${name}: nothing is wider than the screen`, told.wide <= 0, `${told.wide} px`)
  check(`${name}: one main, one h1, named navigation`, told.mains === 1 && told.firsts === 1 && told.navs >= 1, JSON.stringify(told))
  check(`${name}: the title says the screen`, /^.+ – Chung Tay$/.test(told.title), told.title)
  if (!seen.has(page.url())) titles.set(told.title, [...(titles.get(told.title) ?? []), name])
  seen.add(page.url())
}
/** The device's theme changes, and the page with it. */
async function theme(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
  await page.waitForTimeout(50)
}
const phone = await open(360, 740, { isMobile: true, hasTouch: true, colorScheme: 'dark', reducedMotion: 'reduce', storageState: state })
await desk.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
for (const [page, width] of [[desk, 1280], [phone, 360]])
  for (const { name, path } of screens)
    await step(`${name} at ${width}`, async () => {
      await go(page, path)
      await page.waitForLoadState('networkidle')
      await look(page, `${width}_${name}`)
      if (width === 1280) await standing(page, name)
      await theme(page, width === 1280 ? 'dark' : 'light')
      await look(page, `${width}_${name}_other_theme`, { type: 'rule', values: ['color-contrast'] })
      await theme(page, width === 1280 ? 'light' : 'dark')
    })
for (const [title, names] of titles) check(`a title of its own: ${title}`, names.length === 1, names.join(', '))
check('nothing moves where less motion is asked for', await desk.evaluate(() => document.getAnimations().every((each) => each.effect.getComputedTiming().activeDuration < 50)))

// --- letters of twice the size -----------------------------------------------------------------------------------------
const big = await open(640, 900, { storageState: state }) // a window of 1280 that is shown at 200 %
for (const { name, path } of screens)
  await step(`${name} at 200 %`, async () => {
    await go(big, path)
    await big.waitForLoadState('networkidle')
    await big.evaluate(() => (document.documentElement.style.fontSize = '200%')) // and as large letters alone: 320 wide
    const wide = await big.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    check(`${name}: large letters do not run out`, wide <= 0, `${wide} px`)
    const lost = await big.evaluate(() => [...document.querySelectorAll('button, a, h1, h2, label')].filter((each) => each.checkVisibility() && !each.closest('.visually-hidden, .scroll, [role=region], .desk, .skip') && each.scrollWidth > each.clientWidth + 2 && getComputedStyle(each).overflowX !== 'visible').map((each) => each.textContent.trim().slice(0, 40)))
    check(`${name}: no words are cut off`, !lost.length, lost.slice(0, 3).join(' | '))
  })

// --- colours that the reader sets, and the keyboard ------------------------------------------------------------------------
const forced = await open(1280, 900, { storageState: state, forcedColors: 'active' })
await step('forced colours leave every edge and focus', async () => {
  for (const path of ['/', '/overview', '/r/households']) {
    await go(forced, path)
    await forced.waitForLoadState('networkidle')
    await look(forced, 'forced' + path.replaceAll('/', '_'))
  }
})
await step('by keyboard: the skip link first, then what stands there in its order, each with its focus seen', async () => {
  await go(desk, '/r/households')
  await desk.locator('tbody tr').first().waitFor()
  await desk.keyboard.press('Tab')
  check('the skip link is first', (await desk.evaluate(() => document.activeElement.className)).includes('skip'))
  await desk.keyboard.press('Enter')
  check('it leads to the content', (await desk.evaluate(() => document.activeElement.id)) === 'content')
  let last = -1
  let seen = 0
  for (let i = 0; i < 25; i++) {
    await desk.keyboard.press('Tab')
    const now = await desk.evaluate(() => {
      const at = document.activeElement
      const all = [...document.querySelectorAll('*')]
      const style = getComputedStyle(at)
      return { order: all.indexOf(at), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, what: at.outerHTML.slice(0, 80), inside: !!at.closest('#content') }
    })
    if (!now.inside) break
    check('focus is seen', now.ring, now.what)
    check('focus goes on in order', now.order > last, now.what)
    last = now.order
    seen++
  }
  check('there was something to go through', seen > 10, String(seen))
})

// --- what the public sees ------------------------------------------------------------------------------------------------
const anybody = await open(360, 740, { isMobile: true })
for (const path of ['/public', '/public/models', '/public?lang=en'])
  for (const colorScheme of ['light', 'dark'])
    await step(`${path} ${colorScheme}`, async () => {
      await anybody.emulateMedia({ colorScheme })
      await go(anybody, path)
      await look(anybody, `public_${path.replace(/\W/g, '_')}_${colorScheme}`)
    })
await step('public pages may be kept by those between, and are asked for anew by their mark', async () => {
  const answer = await anybody.request.get(base + '/public')
  check('Cache-Control', /public, max-age=\d+/.test(answer.headers()['cache-control'] ?? ''), answer.headers()['cache-control'])
  const again = await anybody.request.get(base + '/public', { headers: { 'If-None-Match': answer.headers()['etag'] ?? '' } })
  check('304 where nothing changed', again.status() === 304, String(again.status()))
})

// --- a slow line: 400 kbit/s, 400 ms -----------------------------------------------------------------------------------------
// What it costs there is bytes (50 a millisecond) and turns (400 ms each): these are counted, the time is only told.
const LINE = { offline: false, latency: 400, downloadThroughput: 50000, uploadThroughput: 50000 }
const MAIN = ['/', '/overview', '/coverage', '/deadlines', '/r/households', '/models', '/report', '/programmes', '/assign']
await step('on a slow line a first visit is small, and a second takes next to nothing', async () => {
  const slow = await open(360, 740, { isMobile: true, storageState: state })
  const line = await slow.context().newCDPSession(slow)
  await line.send('Network.enable')
  let bytes = 0
  let asked = 0
  line.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength))
  line.on('Network.responseReceived', (event) => (asked += !event.response.fromServiceWorker && !event.response.fromDiskCache))
  await line.send('Network.emulateNetworkConditions', LINE)
  const opened = async (path) => {
    ;[bytes, asked] = [0, 0]
    await slow.goto(base + path, { waitUntil: 'commit' })
    // seen by the page itself, at each of its pictures: who asks from outside asks every half a second only
    const stood = await slow.waitForFunction(() => document.querySelector('h1') && !document.querySelector('[role=status] .line') && performance.now(), null, { polling: 'raf' })
    return Math.round(await stood.jsonValue())
  }
  const first = await opened('/')
  check('the shell and the first screen are below 100 kB', bytes < 100000, `${bytes} bytes`)
  check('in few questions', asked <= 16, String(asked))
  await slow.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await slow.waitForFunction(async () => {
    for (const name of await caches.keys()) if (await (await caches.open(name)).match('/api/v1/schema')) return true
    return false
  }, null, { timeout: 60000 })
  const again = []
  for (const path of MAIN) {
    await opened(path) // its chunk may come now
    again.push(`${path} ${await opened(path)} ms ${bytes} bytes ${asked} questions`)
    check(`${path} again: next to nothing`, bytes < 30000 && asked <= 8, `${bytes} bytes, ${asked} questions`)
  }
  console.log(`slow line: first ${first} ms; again ${again.join(', ')}`)
  await slow.context().close()
})
await step('what a screen shows is asked for at once: neither session nor list of programmes is waited for', async () => {
  const page = await open(360, 740, { isMobile: true, storageState: state, serviceWorkers: 'block' })
  await go(page, '/overview')
  await page.waitForLoadState('networkidle') // the list is kept from now on
  let let_go = []
  let holding = true
  const hold = (route) => (holding ? let_go.push(() => route.continue().catch(() => {})) : route.continue().catch(() => {}))
  await page.route(/\/api\/v1\/session$/, hold)
  await page.route(/\/api\/v1\/programmes\/choices/, hold)
  const wanted = { '/': /\/work/, '/overview': /\/overview\?/, '/coverage': /\/coverage\?/, '/deadlines': /\/deadlines\?/, '/r/households': /\/households\?/, '/models': /\/models\?/, '/report': /\/report\?/ }
  for (const [path, question] of Object.entries(wanted)) {
    holding = true
    const asks = page.waitForRequest(question)
    await page.goto(base + path, { waitUntil: 'commit' })
    await asks
    holding = false
    for (const each of let_go) await each()
    let_go = []
    await page.locator('h1').waitFor()
    await page.waitForLoadState('networkidle')
  }
  await page.context().close()
})
await step('what a screen asked last time is asked again as the app starts; nothing that somebody typed is kept, nothing after signing out', async () => {
  const page = await open(1280, 900, { serviceWorkers: 'block' })
  await page.goto(base + '/')
  await signIn(page, user, password)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await go(page, '/admin/bodies')
  await page.waitForLoadState('networkidle')
  const asks = []
  page.on('request', (request) => asks.push(request.url().replace(base, '')))
  await go(page, '/admin/bodies')
  await page.waitForLoadState('networkidle')
  const questions = asks.filter((each) => /^\/api\/v1\/(territory|bodies|cadres)/.test(each))
  check('before it knows who is signed in', questions.length > 1 && asks.indexOf(questions[1]) < asks.indexOf('/api/v1/session'), asks.filter((each) => each.startsWith('/api')).join(' '))
  check('each once', new Set(questions).size === questions.length, questions.join(' '))
  await go(page, '/r/households?q=Siu')
  await page.waitForLoadState('networkidle')
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  check('no typed words are kept', kept.includes('/admin/bodies') && !kept.includes('Siu'), kept.slice(0, 300))
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await page.getByLabel('Tên đăng nhập').waitFor()
  check('nothing after signing out', !(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes('/admin/bodies'))
  await page.context().close()
})

// --- words meant to harm, in every register --------------------------------------------------------------------------------------
await step('hostile records are shown as the words they are', async () => {
  const harmed = []
  const { records, refused, kinds } = await makeHostile(desk.request, base, '23872@2017-06-01')
  check('nearly every register takes one', records.length >= 0.9 * kinds.length, refused.map((each) => each.join(' ')).join('\n'))
  for (const page of [desk, phone]) {
    await page.exposeFunction('harm', (which) => harmed.push(`${which} at ${page.url()}`))
    await page.exposeFunction('refusedByPolicy', (what) => harmed.push(what))
    await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => globalThis.refusedByPolicy(`${event.violatedDirective} ${event.blockedURI} at ${location.href}`)))
  }
  const wide = async (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  /** Within the app, as by a link: the page is not loaded anew. */
  const visit = async (page, path) => {
    await page.evaluate((to) => {
      document.querySelector('h1')?.remove()
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
    await page.locator('h1').waitFor()
    await page.locator('[role=status] .line').first().waitFor({ state: 'detached' })
    const over = await wide(page)
    check(`${path}: not wider than a telephone`, over <= 0, `${over} px`)
    check(`${path}: nothing of it became an element`, (await page.locator('img[onerror], main script').count()) === 0)
  }
  await phone.goto(base + '/registers') // with what listens to harm
  for (const { kind, id } of records) for (const path of [`/r/${kind}`, `/r/${kind}/${id}`, `/r/${kind}/${id}/edit`]) await visit(phone, path)
  for (const { path } of screens.filter((each) => !each.path.startsWith('/r/'))) await visit(phone, path)
  await go(desk, '/')
  await desk.keyboard.press('Control+k')
  await desk.keyboard.type('onerror=harm')
  await desk.getByRole('option').nth(3).waitFor()
  await look(desk, 'hostile_search')
  await go(anybody, '/public')
  check('/public: not wider than a telephone', (await wide(anybody)) <= 0)
  check('no script of theirs ran, none was tried', !harmed.length, harmed.slice(0, 5).join(', '))
})
await end()
