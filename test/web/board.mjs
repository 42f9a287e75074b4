// SPDX-License-Identifier: Apache-2.0
// The assignment board, a household's page, quick entry and the queue of duplicates, on the demonstration data:
// board.mjs ADDRESS [PICTURES].
import { startPlay } from './browser.mjs'

const [base, pictures] = process.argv.slice(2)
const { allowing, check, end, go, look, open, signIn, step } = await startPlay(base, pictures)
const page = await open(1280, 900)
await page.goto(base + '/')
await signIn(page, 'hoa.lanh.dao', 'suối trong đá mòn 7')
const commune = '23860@2017-06-01'
const api = async (path) => (await page.request.get(base + '/api/v1/' + path)).json()
const unit = (await api('territory/' + encodeURIComponent(commune))).id ?? commune
const board = `/assign?unit=${encodeURIComponent(unit)}&year=2017&programme=duc_co_2017&board=1`
const summary = page.locator('.summary')
const settled = () => page.getByText('Đang kiểm tra…').waitFor({ state: 'detached' })
const branchOf = (card) => card.evaluate((element) => element.closest('[data-drop]').dataset.drop)

const places = () => page.evaluate(() => JSON.stringify([...document.querySelectorAll('section[data-drop] .household')].map((each) => [each.id, each.closest('[data-drop]').dataset.drop]).sort()))
let before = ''
let moved = ''
await step('a commune as a board', async () => {
  await go(page, board)
  await page.getByRole('heading', { name: 'Phương án đề xuất' }).waitFor()
  check('it is proven', (await page.getByText('Đã chứng minh là phương án tốt nhất').count()) === 1)
  await look(page, 'board')
})
await step('a household is carried by keyboard, and the server judges', async () => {
  const card = page.locator('.household button').first()
  moved = await card.locator('xpath=..').getAttribute('id')
  const from = await branchOf(card)
  await card.focus()
  await page.keyboard.press('Space')
  check('it says what was picked up', (await page.getByText(/Đã nhấc hộ/).count()) === 1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await look(page, 'board_held')
  await page.keyboard.press('Space')
  await summary.getByText('1 hộ xếp tay').waitFor()
  await settled()
  check('it stands elsewhere', (await branchOf(page.locator(`#${moved} button`))) !== from)
  check('the focus went along', await page.evaluate((id) => document.activeElement?.parentElement?.id === id, moved))
  check('what it costs is told', (await summary.getByText(/kém phương án|tốt ngang/).count()) === 1)
  check('it is read out', (await page.getByText(/Đã chuyển hộ/).count()) === 1)
})
await step('a fourth and a sixth in one place are told by the server', async () => {
  const target = page.locator('section[data-drop]').filter({ hasText: '/3' }).first()
  const body = await target.getAttribute('data-drop')
  for (let i = 0; i < 8; i++) {
    const taken = await page.locator(`section[data-drop="${body}"] .household`).count()
    if (taken > 5) break
    const card = page.locator(`section[data-drop]:not([data-drop="${body}"]) .household button.card`).first()
    before = await places()
    await card.click()
    await page.locator(`section[data-drop="${body}"] button.put`).click()
    await settled()
  }
  await page.locator(`section[data-drop="${body}"]`).getByText(/vượt giới hạn/).waitFor()
  await look(page, 'board_breaks')
})
await step('undone, step by step', async () => {
  await page.locator('h1').click()
  await page.keyboard.press('Control+z')
  await settled()
  check('as it was', (await places()) === before)
})
await step('a board left unfinished comes back', async () => {
  const before = await summary.getByText(/\d+ hộ xếp tay/).innerText()
  await go(page, '/')
  await go(page, board)
  await summary.getByText(before).waitFor()
  check('and says so', (await page.getByText('Đã lấy lại phần đang ghi dở').count()) === 1)
  await page.getByRole('button', { name: 'Về phương án của hệ thống' }).click()
  await settled()
  check('nothing is by hand', (await summary.getByText(/hộ xếp tay/).count()) === 0)
})
await step('dragged by the mouse; a destitute or other household may be left without, and that is told', async () => {
  const card = page.locator('section[data-drop] .household button.card').first()
  const id = await card.locator('xpath=..').getAttribute('id')
  const tray = page.locator('.waiting').first()
  await tray.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const [from, to] = [await card.boundingBox(), await tray.boundingBox()]
  await page.mouse.move(from.x + 20, from.y + 15)
  await page.mouse.down()
  await page.mouse.move(from.x + 40, from.y + 25, { steps: 3 })
  await page.mouse.move(to.x + 30, to.y + 20, { steps: 8 })
  await page.mouse.up()
  await page.locator(`.waiting #${id}`).waitFor()
  await page.getByText(/được để lại, chưa giao|Hộ cùng cực/).first().waitFor()
  await look(page, 'board_put_off')
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await settled()
  check('taken back', (await page.locator(`.waiting #${id}`).count()) === 0)
})
await step('dragged by a finger on a telephone, beyond its edge', async () => {
  const phone = await open(360, 740, { isMobile: true, hasTouch: true })
  await phone.goto(base + '/')
  await signIn(phone, 'hoa.lanh.dao', 'suối trong đá mòn 7')
  await go(phone, board)
  const card = phone.locator('section[data-drop] .household').first()
  await card.waitFor()
  const id = await card.getAttribute('id')
  const from = await card.evaluate((element) => element.closest('[data-drop]').dataset.drop)
  await card.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const touch = await phone.context().newCDPSession(phone)
  const finger = (type, x, y) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  const grip = await card.locator('.grip').boundingBox()
  const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2]
  const scrolled = await phone.evaluate(() => scrollY)
  await finger('touchStart', x, y)
  for (let at = y; at < 720; at += 40) await finger('touchMove', x - 60, at)
  await finger('touchMove', x - 60, 725)
  await phone.waitForFunction((before) => scrollY > before + 200, scrolled)
  await finger('touchMove', x - 60, 400) // away from the edge: the page stands still
  await phone.waitForTimeout(100)
  const [down, target] = await phone.evaluate((from) => {
    const drop = (at) => document.elementFromPoint(180, at)?.closest('section[data-drop]')?.dataset.drop
    const at = [650, 600, 550, 500, 450, 400, 350, 300, 250, 200].find((each) => drop(each) && drop(each) !== from)
    return [at ?? 400, drop(at ?? 400)]
  }, from)
  await finger('touchMove', 180, down)
  await finger('touchEnd')
  await phone.waitForFunction(([id, from]) => document.getElementById(id)?.closest('[data-drop]')?.dataset.drop !== from, [id, from])
  check('the finger carried it to another body', (await phone.locator(`#${id}`).evaluate((element) => element.closest('[data-drop]').dataset.drop)) === target, `${from} → ${target}`)
  await look(phone, 'board_finger')
  await phone.context().close()
})
await step('a list on A4 for each body', async () => {
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)))
  await page.locator('button.print').first().click()
  await page.waitForFunction(() => globalThis.printed)
  await page.emulateMedia({ media: 'print' })
  check('one body', (await page.locator('.lists .list').count()) === 1)
  check('nothing else is printed', !(await page.locator('h1').isVisible()) && (await page.locator('.list table').isVisible()))
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'In danh sách từng tổ chức' }).click()
  await page.emulateMedia({ media: 'print' })
  const lists = await page.locator('.lists .list').count()
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  check('a page for each', lists > 1 && (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length >= lists, String(lists))
  if (pictures) await page.screenshot({ path: `${pictures}/board_print.png`, fullPage: true })
  await page.emulateMedia({ media: 'screen' })
})
await step('adopted with one household by hand, exactly as shown', async () => {
  const card = page.locator('.household button.card').first()
  const id = (await card.locator('xpath=..').getAttribute('id')).slice('board-'.length)
  await card.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await settled()
  const shown = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('section[data-drop] .household')].map((each) => [each.id.slice(6), each.closest('[data-drop]').dataset.drop])))
  await page.getByRole('button', { name: 'Chấp nhận phương án' }).click()
  await page.getByRole('heading', { name: 'Phương án đã ghi vào sổ' }).waitFor()
  const kept = (await api('assignments?year=2017&limit=500')).items.filter((each) => each.household in shown)
  check('every one as it was shown', kept.length === Object.keys(shown).length && kept.every((each) => shown[each.household] === each.lead_body), `${kept.length} ${id}`)
  const proofs = await api('assign/verify?year=2017')
  check('and its proof holds', proofs.broken === 0 && proofs.plans >= 1, JSON.stringify(proofs))
  await look(page, 'board_adopted')
})
await step('after that a household is handed over, with the reason', async () => {
  const card = page.locator('section[data-drop] .household.kept button.card').first()
  const id = await card.locator('xpath=..').getAttribute('id')
  const from = await branchOf(card)
  await card.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.getByRole('heading', { name: /^Bàn giao hộ/ }).waitFor()
  await look(page, 'board_hand_over')
  await page.getByLabel('Lý do (bắt buộc)').fill('Chi hội đã nhận đủ việc')
  await page.getByRole('button', { name: 'Bàn giao', exact: true }).click()
  await page.getByText(/Đã bàn giao cho/).waitFor()
  await page.waitForFunction(([id, from]) => document.getElementById(id)?.closest('[data-drop]')?.dataset.drop !== from, [id, from])
})
await step('a district as its communes', async () => {
  await go(page, '/assign?unit=631@2017-06-01&year=2017&programme=duc_co_2017&board=1')
  await page.locator('.communes li').first().waitFor()
  await page.waitForTimeout(300) // a button changes its colour
  await look(page, 'board_communes')
})
// --- a household's page ---------------------------------------------------------------------------------------------
await step('a household as one page, by two answers and the list of its files', async () => {
  const households = await api('assignments?year=2017&state=active&limit=1')
  const asked = []
  page.on('request', (request) => request.url().includes('/households/') && request.url().includes('/api/') && asked.push(request.url()))
  await go(page, '/r/households/' + households.items[0].household)
  await page.getByRole('heading', { name: 'Tổ chức chủ trì giúp đỡ' }).waitFor()
  check('three questions', asked.length === 3, asked.join(' '))
  check('the years are there', (await page.locator('.path li').count()) >= 1)
  await look(page, 'household')
  await page.getByRole('link', { name: 'Hỗ trợ hộ' }).click()
  await page.getByLabel('Loại hỗ trợ').selectOption({ index: 1 })
  await page.getByLabel('Ngày hỗ trợ').fill('3/11/2017')
  await page.getByLabel('Giá trị').fill('5.000.000')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.waitForURL(/\/r\/supports\//)
  await go(page, '/r/households/' + households.items[0].household)
  await page.locator('.time').getByText('5.000.000').waitFor()
})
// --- quick entry ----------------------------------------------------------------------------------------------------
await step('a household with its members by keyboard, as one', async () => {
  await go(page, '/households/entry')
  await page.getByLabel('Khu dân cư hoặc xã').fill('ia din')
  await page.locator('li[role=option]', { hasText: 'Huyện Đức Cơ' }).first().click()
  await page.locator('#entry-0-0-name').fill('Siu Nhanh')
  for (let i = 0; i < 4; i++) await page.keyboard.press('Enter') // sex, birth, organisation, the next person
  await page.locator('#entry-0-1-name').waitFor()
  await page.keyboard.type('Rah Lan Vợ')
  await look(page, 'entry')
  await page.keyboard.press('Enter')
  await page.reload()
  await page.getByText('Đã lấy lại phần đang ghi dở').waitFor()
  check('the draft is back', (await page.locator('#entry-0-1-name').inputValue()) === 'Rah Lan Vợ')
  await page.locator('#entry-0-1-name').focus()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Đã ghi 1 hộ').waitFor()
  const found = (await api('households?q=siu%20nhanh')).items
  check('the household is there', found.length === 1 && found[0].member_count === 2, JSON.stringify(found.length))
  check('with both people and its class', (await api('household_members?household=' + found[0].id)).items.length === 2 && (await api('classifications?household=' + found[0].id)).items.length === 1)
})
await step('who is recorded already is said while typing; what is wrong is said at its line, and nothing is written', async () => {
  await page.locator('#entry-0-0-name').fill('Siu Nhanh')
  await page.getByLabel('Ngày sinh').first().fill('45/13/1980')
  await allowing(/status of 422/, async () => {
    await page.getByRole('button', { name: 'Lưu 1 hộ' }).click()
    await page.locator('.wrong').first().waitFor()
  })
  check('nothing was written', (await api('households?q=siu%20nhanh')).items.length === 1)
  await page.getByRole('button', { name: 'Bỏ thay đổi' }).click()
})
// --- a district at once ---------------------------------------------------------------------------------------------
await step('a district is adopted with the boards left on the device, each household as it was put there', async () => {
  const csrf = (await api('session')).csrf
  const write = async (path, data) => (await page.request.post(base + '/api/v1/' + path, { headers: { 'X-CSRF-Token': csrf, Origin: base }, data })).json()
  const home = (await api('households?q=siu%20nhanh')).items[0].unit
  const made = []
  for (const name of ['Siu Một', 'Siu Hai', 'Siu Ba']) {
    const { id } = await write('households', { head_name: name, unit: home })
    await write('classifications', { household: id, year: 2017, class: 'poor', standard: (await api('classifications?year=2017&limit=1')).items[0].standard })
    made.push(id)
  }
  const district = '/assign?unit=631@2017-06-01&year=2017&programme=duc_co_2017&board=1'
  await go(page, district)
  const card = page.locator('.communes li', { hasText: 'Ia Din' })
  await card.getByRole('link').click()
  const put = {}
  await page.locator(`#board-${made[0]}`).waitFor()
  const bodies = (await page.locator('section[data-drop]').evaluateAll((all) => all.map((each) => each.dataset.drop))).filter((each) => each !== 'nobody')
  for (const id of made.slice(0, 2)) {
    const from = await branchOf(page.locator(`#board-${id} button.card`))
    put[id] = bodies.find((each) => each !== from)
    await page.locator(`#board-${id} button.card`).click()
    await page.locator(`section[data-drop="${put[id]}"] button.put`).click()
    await settled()
  }
  await summary.getByText('2 hộ xếp tay').waitFor()
  // meanwhile somebody else gives one of the two another leading body
  await write('assignments', { household: made[1], year: 2017, lead_body: bodies.find((each) => each !== put[made[1]]), from_date: '2017-12-31' })
  await allowing(/status of 422/, async () => {
    await go(page, district)
    await page.getByText(/^1 lựa chọn đã bỏ/).waitFor()
  })
  await card.getByText('có phần xếp tay trên máy này').waitFor()
  await look(page, 'board_communes_draft')
  await page.getByRole('button', { name: /^Chấp nhận phương án của/ }).click()
  await page.getByRole('heading', { name: 'Phương án đã ghi vào sổ' }).waitFor()
  const kept = new Map((await api('assignments?year=2017&state=active&limit=500')).items.map((each) => [each.household, each.lead_body]))
  check('as it was put by hand', kept.get(made[0]) === put[made[0]], `${kept.get(made[0])} ${put[made[0]]}`)
  check('all of them are led', made.every((id) => kept.has(id)))
  check('nothing is left on the device', await page.evaluate(() => !Object.keys(localStorage).some((key) => key.includes('board.'))))
  const proofs = await api('assign/verify?year=2017')
  check('and the proofs hold', proofs.broken === 0, JSON.stringify(proofs))
})
// --- duplicates -----------------------------------------------------------------------------------------------------
await step('a pair left for later, decided, and taken back', async () => {
  const headers = { 'X-CSRF-Token': (await api('session')).csrf, Origin: base }
  const post = async (path, data) => (await page.request.post(base + '/api/v1/' + path, { headers, data })).json()
  const [one, two] = [await post('households', { head_name: 'Kpuih Hai Lần', unit }), await post('households', { head_name: 'Kpuih Hai Làn', unit })]
  await post('same_as_links', { household: two.id, canonical: one.id, method: 'by_hand' }) // refused where it was proposed at entry
  await go(page, '/duplicates')
  const pair = page.locator('section.sheet', { has: page.getByRole('link', { name: 'Kpuih Hai Làn' }) })
  await pair.getByRole('button', { name: 'Chưa rõ, để sau' }).click()
  await pair.getByText('đã để lại').waitFor()
  await pair.getByRole('button', { name: 'Đúng là một hộ' }).click()
  await page.getByRole('button', { name: 'Hoàn tác' }).waitFor()
  await pair.waitFor({ state: 'detached' })
  await look(page, 'duplicates_decided')
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await pair.waitFor()
})
await step('a filter kept for the next time', async () => {
  await go(page, '/r/assignments?year=2017')
  await page.getByRole('button', { name: 'Lưu bộ lọc này' }).click()
  await page.getByLabel('Tên bộ lọc').fill('Năm nay')
  await page.keyboard.press('Enter')
  await go(page, '/r/assignments')
  await page.getByRole('button', { name: 'Năm nay', exact: true }).click()
  check('it is asked again', new URL(page.url()).search === '?year=2017')
})
await step('a hostile household shows as the text it is', async () => {
  const csrf = (await api('session')).csrf
  const made = await page.request.post(base + '/api/v1/households', {
    headers: { 'X-CSRF-Token': csrf, Origin: base },
    data: { head_name: '<script>alert(1)</script> \u202Eاسم', unit: unit, destitute: true, note: 'x'.repeat(3990) },
  })
  const { id } = await made.json()
  check('it is recorded', made.status() === 201, String(made.status()))
  for (const path of ['/r/households/' + id, board]) {
    await go(page, path)
    await page.getByText('<script>alert(1)').first().waitFor()
    await look(page, path === board ? 'board_hostile' : 'household_hostile')
  }
})
await step('on a telephone, in English and dark', async () => {
  const phone = await open(360, 740, { isMobile: true, hasTouch: true })
  await phone.goto(base + '/')
  await signIn(phone, 'hoa', 'suối trong đá mòn 7')
  await phone.getByRole('button', { name: 'Mục lục' }).click()
  await phone.getByRole('button', { name: 'English' }).click()
  await phone.getByRole('button', { name: 'Dark' }).click()
  await go(phone, '/assign?year=2017&programme=duc_co_2017&board=1&unit=23872@2017-06-01')
  await phone.locator('.summary').waitFor()
  await look(phone, 'board_phone_dark')
  await go(phone, '/households/entry')
  await look(phone, 'entry_phone_dark')
  await go(phone, '/r/households/' + (await (await phone.request.get(base + '/api/v1/households?limit=1')).json()).items[0].id)
  await look(phone, 'household_phone_dark')
})
await end()
