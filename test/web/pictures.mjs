// SPDX-License-Identifier: Apache-2.0
// Pictures of every screen at three widths, in both languages and both themes, with sheets to look at them together:
// pictures.mjs ADDRESS FOLDER USER PASSWORD [ADDRESS-OF-AN-EMPTY-SYSTEM]. ONLY=words takes those screens alone, LOOKS="1280_vi_light
// print" those looks.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chromium } from './browser.mjs'
import { findScreens } from './screens.mjs'

const [base, folder, user, password, empty] = process.argv.slice(2)
const only = process.env.ONLY
const wants = (look) => !process.env.LOOKS || process.env.LOOKS.split(' ').some((word) => look.includes(word))
const WIDTHS = [360, 1280, 1920]
const TALL = 2600 // of a picture at most
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
mkdirSync(folder, { recursive: true })

/** Stands still: data there, nothing growing. */
async function settled(page) {
  await page.waitForLoadState('networkidle')
  await page.locator('[role=status] .line').first().waitFor({ state: 'detached' }).catch(() => {})
}
async function open(width, language, theme, state, more = {}) {
  const context = await browser.newContext({ viewport: { width, height: width === 360 ? 740 : 900 }, locale: 'vi-VN', colorScheme: theme, storageState: state, isMobile: width === 360, ...more })
  await context.addInitScript((chosen) => localStorage.setItem('chungtay.language', chosen), language)
  return context
}
async function picture(page, name) {
  const high = await page.evaluate(() => document.documentElement.scrollHeight)
  const { width } = page.viewportSize()
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(TALL, high) } })
}
/** All pictures of one look beside each other. */
async function sheet(look, names) {
  const figures = names.map((name) => `<figure><img src="data:image/png;base64,${readFileSync(`${folder}/${look}_${name}.png`).toString('base64')}"><figcaption>${name}</figcaption></figure>`)
  const page = await browser.newPage({ viewport: { width: 2000, height: 1200 } })
  await page.setContent(`<style>body{margin:8px;display:grid;grid-template-columns:repeat(${look.startsWith('360') ? 10 : 5},1fr);gap:8px;font:14px sans-serif;background:#888}
    figure{margin:0}img{width:100%;max-height:600px;object-fit:cover;object-position:top;display:block}</style>${figures.join('')}`)
  await page.screenshot({ path: `${folder}/sheet_${look}.png`, fullPage: true })
  await page.close()
}

const first = await browser.newContext({ locale: 'vi-VN' })
const door = await first.newPage()
await door.goto(base + '/')
await door.getByLabel('Tên đăng nhập').fill(user)
await door.getByLabel('Mật khẩu').fill(password)
await door.keyboard.press('Enter')
await door.getByLabel('Tên đăng nhập').waitFor({ state: 'detached' })
const state = await first.storageState()
const found = await findScreens(door, base, (pattern) => console.log('no link leads to', pattern))
await first.close()
const places = [
  { name: 'sign_in', path: '/', at: base, out: true },
  ...(empty ? [{ name: 'setup', path: '/', at: empty, out: true }] : []),
  { name: 'public', path: '/public', at: base, out: true },
  { name: 'public_models', path: '/public/models', at: base, out: true },
  { name: 'no_screen', path: '/khong-co', at: base },
  ...found.map((screen) => ({ ...screen, at: base })),
].filter((place) => !only || only.split(' ').some((word) => place.name.includes(word)))
let taken = 0

async function look(name, context, outside) {
  for (const place of places) {
    const page = await (place.out ? outside : context).newPage()
    await page.goto(place.at + place.path + (place.path.startsWith('/public') ? `?lang=${name.includes('_en') ? 'en' : 'vi'}` : ''))
    await page.locator('h1').waitFor()
    await settled(page)
    await picture(page, `${name}_${place.name}`)
    await page.close()
    taken++
  }
  await sheet(name, places.map((place) => place.name))
}
for (const width of WIDTHS)
  for (const language of ['vi', 'en'])
    for (const theme of ['light', 'dark'].filter((each) => wants(`${width}_${language}_${each}`))) {
      const context = await open(width, language, theme, state)
      const outside = await open(width, language, theme, undefined)
      await look(`${width}_${language}_${theme}`, context, outside)
      await context.close()
      await outside.close()
    }
// Letters of twice the size, as the browser's own setting makes them: in a window of 1280 there is room as in one of 640.
if (wants('200_vi_light')) {
  const big = await open(640, 'vi', 'light', state, { deviceScaleFactor: 2, isMobile: false })
  const bigOutside = await open(640, 'vi', 'light', undefined, { deviceScaleFactor: 2, isMobile: false })
  await look('200_vi_light', big, bigOutside)
  await big.close()
  await bigOutside.close()
}
// What comes out of the printer.
const printed = await open(1280, 'vi', 'dark', state)
for (const place of places.filter((each) => !each.out && wants('print'))) {
  const page = await printed.newPage()
  await page.goto(place.at + place.path)
  await page.locator('h1').waitFor()
  await settled(page)
  writeFileSync(`${folder}/print_${place.name}.pdf`, await page.pdf({ format: 'A4', preferCSSPageSize: true }))
  await page.close()
}
await browser.close()
console.log(`${taken} pictures in ${folder}; sheet_*.png show them together, print_*.pdf what is printed`)
