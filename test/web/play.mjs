// SPDX-License-Identifier: Apache-2.0
// The web app as people use it, in Debian's Chromium: play.mjs ADDRESS LIST.csv [PICTURES]. Each page must be without
// errors, without anything wider than the screen, and without a finding of axe-core. Prints "N passed, N failed".
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const require = createRequire(new URL('../../web/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const [base, list, pictures] = process.argv.slice(2)
let passed = 0
let failed = 0
function check(what, holds, told = '') {
  if (holds) passed++
  else {
    failed++
    console.log('FAILED:', what, told)
  }
}
async function step(what, deed) {
  try {
    await deed()
    passed++
  } catch (problem) {
    failed++
    console.log('FAILED:', what, String(problem).split('\n').slice(0, 3).join(' '))
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
let allowed = /$^/ // console errors that are expected now
async function open(width, height, options = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN', bypassCSP: false, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  page.on('pageerror', (error) => check('no error in the page', false, error.message))
  page.on('console', (message) => message.type() === 'error' && !allowed.test(message.text()) && check('no error in the console', false, message.text() + ' ' + message.location().url))
  page.on('request', (request) => request.url().startsWith(base) || check('nothing is asked of anybody else', false, request.url()))
  return page
}
async function signIn(page, user, password) {
  await page.getByLabel('Tên đăng nhập').fill(user)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByLabel('Tên đăng nhập').waitFor({ state: 'detached' })
}
/** Waits for a screen to stand still, then looks at it. */
async function look(page, name) {
  await page.locator('[role=status] .line').first().waitFor({ state: 'detached' })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  check(`${name}: nothing is wider than the screen`, wide <= 0, `${wide} px`)
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }))
  for (const violation of found.violations)
    check(`${name}: axe ${violation.id}`, false, violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | '))
  check(`${name}: axe looked`, found.passes.length > 0)
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}
const go = async (page, path) => {
  await page.goto(base + path)
  await page.locator('h1').waitFor()
}

// --- an administrator: first sign-in, a list from Excel, the plan of help ------------------------------------------
const admin = await open(1280, 900)
await step('first sign-in asks for a new password', async () => {
  await admin.goto(base + '/')
  await look(admin, 'sign_in')
  allowed = /status of 401/
  await admin.getByLabel('Tên đăng nhập').fill('quan.tri')
  await admin.getByLabel('Mật khẩu').fill('không đúng đâu')
  await admin.getByRole('button', { name: 'Đăng nhập' }).click()
  await admin.getByRole('alert').waitFor()
  allowed = /$^/
  await signIn(admin, 'quan.tri', 'mật khẩu cấp lần đầu')
  await admin.getByText('Cần đổi mật khẩu').waitFor()
  await look(admin, 'password')
  await admin.getByLabel('Mật khẩu hiện nay').fill('mật khẩu cấp lần đầu')
  await admin.getByLabel('Mật khẩu mới', { exact: true }).fill('suối trong đá mòn 7')
  await admin.getByLabel('Nhập lại mật khẩu mới').fill('suối trong đá mòn 7')
  await admin.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await admin.getByLabel('Tên đăng nhập').waitFor()
  await signIn(admin, 'quan.tri', 'suối trong đá mòn 7')
  await admin.getByRole('heading', { name: 'Việc hôm nay' }).waitFor()
})
await step('a list is previewed, then imported', async () => {
  await go(admin, '/import')
  await look(admin, 'import')
  await admin.locator('input[type=file]').setInputFiles(list)
  await admin.getByLabel('Của xã, khu dân cư nào').fill('ia dom')
  await admin.locator('li[role=option]', { hasText: 'Huyện Đức Cơ' }).click()
  await admin.getByLabel('Năm').fill('2017')
  await admin.getByRole('button', { name: 'Xem trước' }).click()
  await admin.getByText('tháng 2 năm 1990 chỉ có 28 ngày').waitFor()
  await look(admin, 'import_preview')
  await admin.getByRole('button', { name: 'Nhập 3 dòng' }).click()
  await admin.getByRole('heading', { name: 'Kết quả nhập' }).waitFor()
  const rejects = await admin.request.get(base + (await admin.getByRole('link', { name: 'Tải các dòng không nhận' }).getAttribute('href')))
  check('refused rows come back as a file', (await rejects.text()).includes('31/2/1990'))
})
await step('what was imported is found without marks', async () => {
  await go(admin, '/r/households')
  await admin.getByLabel('Tìm trong danh sách').fill('ro cham bin')
  await admin.getByRole('link', { name: 'Rơ Châm Bin' }).waitFor()
  await look(admin, 'households')
})
await step('a household is changed, and its history says so', async () => {
  await admin.getByRole('link', { name: 'Rơ Châm Bin' }).click()
  await admin.getByRole('heading', { name: 'Kết quả rà soát' }).waitFor()
  await look(admin, 'household')
  await admin.getByRole('link', { name: 'Sửa' }).click()
  await admin.getByLabel('Địa chỉ').fill('Nhà thứ ba từ suối')
  await look(admin, 'household_form')
  await admin.getByRole('button', { name: 'Lưu' }).click()
  await admin.getByText('Nhà thứ ba từ suối').waitFor()
  await admin.getByText('Lịch sử thay đổi').click()
  await admin.locator('.changes li').first().waitFor()
})
await step('what is wrong is said at its field, and unsaved work outlives the tab', async () => {
  await go(admin, '/r/households/new')
  allowed = /status of 422/
  await admin.getByLabel('Họ và tên chủ hộ').fill('Siu Hít')
  await admin.getByLabel('Số nhân khẩu').fill('rất đông')
  await admin.getByRole('button', { name: 'Lưu' }).click()
  await admin.locator('[aria-invalid=true]').first().waitFor()
  await admin.reload()
  await admin.getByText('Đã lấy lại phần đang ghi dở').waitFor()
  check('the draft is back', (await admin.getByLabel('Họ và tên chủ hộ').inputValue()) === 'Siu Hít')
  await admin.getByRole('button', { name: 'Bỏ thay đổi' }).click()
  allowed = /$^/
})
await step('the plan of help is proposed and adopted', async () => {
  await go(admin, '/assign')
  await admin.getByLabel('Địa bàn').fill('ia dom')
  await admin.locator('li[role=option]', { hasText: 'Huyện Đức Cơ' }).click()
  await admin.getByLabel('Năm').fill('2017')
  await admin.getByRole('button', { name: 'Lập phương án' }).click()
  await admin.getByRole('heading', { name: 'Phương án đề xuất' }).waitFor()
  await look(admin, 'assign')
  await admin.getByRole('button', { name: 'Chấp nhận phương án' }).click()
  await admin.getByRole('heading', { name: 'Phương án đã ghi vào sổ' }).waitFor()
})
for (const [name, path] of [['today', '/'], ['coverage', '/coverage'], ['deadlines', '/deadlines?from=2017-01-01&to=2018-01-01'], ['registers', '/registers'], ['models', '/r/models'], ['no_screen', '/khong-co']])
  await step(name, async () => {
    await go(admin, path)
    await look(admin, name)
  })
await step('two households that may be one are told apart', async () => {
  await go(admin, '/duplicates')
  await admin.getByRole('link', { name: 'Puih Dôi' }).waitFor()
  await look(admin, 'duplicates')
  await admin.getByRole('button', { name: 'Không trùng' }).click()
  await admin.getByText('Không có cặp hộ nào chờ xem xét').waitFor()
})
await step('a hostile record is shown as the text it is', async () => {
  await go(admin, '/r/donors?q=onerror')
  await admin.getByText('<img src=x onerror=alert(1)>').waitFor()
  check('nothing of it runs', (await admin.locator('td img').count()) === 0)
  await look(admin, 'hostile')
})
await step('by keyboard alone: search, choose, open', async () => {
  await admin.keyboard.press('Control+k')
  await admin.keyboard.type('Puih Đôi')
  await admin.getByRole('option', { name: /Puih Đôi/ }).first().waitFor()
  await admin.keyboard.press('Enter')
  await admin.waitForURL(/\/r\/households\//)
})
await step('English, and dark', async () => {
  await go(admin, '/')
  await admin.getByRole('button', { name: 'English' }).click()
  await admin.getByRole('heading', { name: 'Today' }).waitFor()
  await admin.getByRole('button', { name: 'Dark' }).click()
  await look(admin, 'today_english_dark')
})

// --- a cadre of the commune on a telephone ---------------------------------------------------------------------------
const phone = await open(360, 740, { hasTouch: true, isMobile: true })
await step('a telephone shows the own commune, personal data covered', async () => {
  await phone.goto(base + '/r/households')
  await signIn(phone, 'hoa', 'suối trong đá mòn 7')
  await phone.getByRole('heading', { name: 'Hộ gia đình' }).waitFor()
  await phone.locator('tbody tr').first().waitFor()
  check('names are covered', (await phone.getByText('Rơ Châm Bin').count()) === 0 && (await phone.getByText('•••').count()) > 0)
  await look(phone, 'phone_households')
  await phone.getByRole('button', { name: 'Mục lục' }).click()
  await phone.getByRole('link', { name: 'Nhập từ Excel' }).click()
  await phone.getByRole('heading', { name: 'Nhập từ Excel' }).waitFor()
  await look(phone, 'phone_import')
  for (const path of ['/', '/coverage', '/deadlines', '/registers', '/assign', '/duplicates', '/r/households/new']) {
    await go(phone, path)
    await look(phone, 'phone' + path.replace(/\W/g, '_'))
  }
})
// --- numbers: overview, their records, report, calendar, what is sent on ------------------------------------------------
const leader = await open(1280, 900, { permissions: ['clipboard-read', 'clipboard-write'] })
const last = (path) => leader.waitForURL((url) => url.pathname === path)
await step('the overview of a year; a number opens exactly its records', async () => {
  await leader.goto(base + '/overview?year=2017')
  await signIn(leader, 'hoa.lanh.dao', 'suối trong đá mòn 7')
  await leader.getByRole('heading', { name: 'Hộ nghèo, hộ cận nghèo qua các năm' }).waitFor()
  await leader.getByRole('heading', { name: 'Nghĩa vụ, chỉ tiêu' }).waitFor()
  await look(leader, 'overview')
  const card = leader.locator('.cards li', { hasText: 'Hộ nghèo' }).first().locator('a')
  const value = (await card.textContent()).trim()
  await card.click()
  await last('/numbers')
  await leader.locator('tbody tr').first().waitFor()
  check('as many records as the number says', (await leader.locator('tbody tr').count()) === Number(value), value)
  await look(leader, 'numbers')
})
await step('down to a commune by its row, and the state is in the address', async () => {
  await leader.goBack()
  await leader.locator('summary', { hasText: 'Bảng số liệu' }).first().click()
  await leader.getByRole('link', { name: 'Xã Ia Dom' }).first().click()
  await leader.getByText('Xã Ia Dom', { exact: true }).first().waitFor()
  check('the place is in the address', new URL(leader.url()).searchParams.get('unit')?.startsWith('23872'))
  await leader.getByLabel('Xem', { exact: true }).selectOption('models')
  check('and what is shown', new URL(leader.url()).searchParams.get('show') === 'models')
  await look(leader, 'overview_commune')
})
await step('as now, where the place is no more, is said and not counted', async () => {
  await go(leader, '/overview?year=2017&as=now')
  await look(leader, 'overview_now')
})
await step('sent on: words and a picture, nothing of a person', async () => {
  await go(leader, '/r/households')
  await leader.locator('tbody tr').first().waitFor()
  const name = (await leader.locator('tbody tr a').first().textContent()).trim()
  await leader.getByRole('button', { name: 'Gửi Zalo' }).click()
  await leader.locator('dialog canvas').waitFor()
  await look(leader, 'send')
  check('no name is sent', !(await leader.getByLabel('Nội dung').inputValue()).includes(name), name)
  await leader.getByRole('button', { name: 'Chép văn bản' }).click()
  check('it is in the clipboard', (await leader.evaluate(() => navigator.clipboard.readText())).startsWith('Hộ gia đình'))
  await go(leader, '/overview?year=2017')
  await leader.getByRole('button', { name: 'Gửi Zalo' }).nth(2).click()
  const [picture] = await Promise.all([leader.waitForEvent('download'), leader.getByRole('button', { name: 'Tải ảnh PNG' }).click()])
  check('a picture is saved', readFileSync(await picture.path()).subarray(1, 4).toString() === 'PNG')
})
await step('a report as its pages, each number leading to its records', async () => {
  await go(leader, '/report?year=2017')
  await leader.locator('.a4').first().waitFor()
  await look(leader, 'report')
  const pages = await leader.locator('.a4').evaluateAll((all) => all.map((page) => page.lastElementChild.offsetHeight <= page.clientHeight))
  check('several pages, nothing runs over', pages.length > 1 && pages.every((fits) => fits), String(pages))
  const number = leader.locator('.a4 a').first()
  const value = (await number.textContent()).trim()
  await number.click()
  await last('/numbers')
  await leader.getByText(new RegExp(`: ${value.replace('.', '\\.')}$|Không có bản ghi`)).first().waitFor()
  await leader.getByRole('link', { name: /Báo cáo/ }).first().click()
  await last('/report')
})
await step('a month of deadlines; the day before an exclusive date is told', async () => {
  await go(leader, '/deadlines?month=2017-11')
  await leader.locator('.month button').first().click()
  await leader.locator('.dues > li').first().waitFor()
  await look(leader, 'deadlines_month')
  const calendar = await leader.request.get(base + (await leader.getByRole('link', { name: 'Tệp lịch' }).getAttribute('href')))
  check('a calendar file', (await calendar.text()).startsWith('BEGIN:VCALENDAR'))
})
await step('an administrator loads a map, and forgets it', async () => {
  const children = (await (await leader.request.get(base + '/api/v1/territory/631@2017-06-01/children?on=2017-12-31')).json()).items
  const features = children.map((unit, i) => ({ type: 'Feature', properties: { ma: unit.code }, geometry: { type: 'Polygon', coordinates: [[[107 + i, 13], [108 + i, 13], [108 + i, 14], [107 + i, 13]]] } }))
  await go(leader, '/overview?year=2017')
  await leader.getByRole('button', { name: 'Nạp bản đồ' }).click()
  await leader.getByLabel('Tệp GeoJSON hoặc TopoJSON').setInputFiles({ name: 'xa.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })) })
  await leader.getByText(`Đã nạp ${features.length}/${features.length} hình`).waitFor()
  await leader.getByRole('button', { name: 'Đóng' }).click()
  check('the map is drawn', (await leader.locator('path.land').count()) === features.length)
  await look(leader, 'overview_map')
  await leader.getByRole('button', { name: 'Nạp bản đồ' }).click()
  await leader.getByRole('button', { name: 'Bỏ mọi bản đồ đã nạp' }).click()
  await leader.locator('path.land').first().waitFor({ state: 'detached' })
})
await step('the same on a telephone, and in English and dark', async () => {
  for (const path of ['/overview?year=2017', '/report?year=2017', '/deadlines?month=2017-11', '/numbers?from=overview&programme=duc_co_2017&year=2017&number=models']) {
    await go(phone, path)
    await look(phone, 'phone' + path.replace(/\W/g, '_'))
  }
  for (const path of ['/overview?year=2017', '/deadlines?month=2017-11']) {
    await go(admin, path)
    await look(admin, 'english_dark' + path.replace(/\W/g, '_'))
  }
})
await browser.close()
console.log(`${passed} passed, ${failed} failed`)
