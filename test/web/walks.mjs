// SPDX-License-Identifier: Apache-2.0
// A day of the head of a village, of a leader and of the public, on the demonstration data: walks.mjs ADDRESS [PICTURES]. The
// administrator's stand in begin (set-up, second factor), admin (accounts), desk (audit, copies) and play (map).
import { startPlay } from './browser.mjs'

const [base, pictures] = process.argv.slice(2)
const { allowing, changePassword, check, end, go, look, open, signIn, step } = await startPlay(base, pictures)
const phrase = 'suối trong đá mòn 7'
const away = /ERR_INTERNET_DISCONNECTED|Failed to load resource/

// --- an account for the head of a village, by his commune's administrator ------------------------------------------------
const admin = await open(1280, 900)
const api = async (path) => (await admin.request.get(base + '/api/v1/' + path)).json()
await admin.goto(base + '/')
await signIn(admin, 'hoa.lanh.dao', phrase)
const bodies = (await api('bodies?limit=500&labels=true')).items
const branch = bodies.find((each) => each.part_of && each.labels.unit.startsWith('Làng')) ?? bodies.find((each) => each.labels.unit.startsWith('Làng'))
const write = async (path, data) => (await admin.request.post(base + '/api/v1/' + path, { headers: { 'X-CSRF-Token': (await api('session')).csrf, Origin: base }, data })).json()
const { password } = await write('users', { user_name: 'truong.thon', role: 'reporter', sees_personal: true, unit: branch.unit })

// --- the head of a village, on a telephone -----------------------------------------------------------------------------
const phone = await open(360, 740, { isMobile: true, hasTouch: true })
await step('he signs in with the password he was given, and makes it his own', async () => {
  await phone.goto(base + '/')
  await signIn(phone, 'truong.thon', password)
  await phone.getByText('Cần đổi mật khẩu').waitFor()
  await changePassword(phone, 'truong.thon', password, phrase)
  await look(phone, 'village_today')
})
await step('he sees the households of his village, and no others', async () => {
  await phone.getByRole('button', { name: 'Mục lục' }).click()
  await phone.getByRole('dialog').getByRole('link', { name: 'Hộ nghèo, cận nghèo', exact: true }).click()
  await phone.locator('[role=region][aria-busy=false] tbody tr').first().waitFor()
  const own = (await api(`households?unit=${branch.unit}&limit=500`)).items
  check('as many as there are', (await phone.locator('tbody tr').count()) === Math.min(own.length, 50), String(own.length))
  const other = (await api('households?limit=500')).items.find((each) => each.unit !== branch.unit)
  check('another village\'s is not told', (await phone.request.get(`${base}/api/v1/households/${other.id}`)).status() === 404)
  await look(phone, 'village_households')
  await phone.locator('tbody a').first().click()
  await phone.getByRole('heading', { name: 'Kết quả rà soát' }).waitFor()
  await look(phone, 'village_household')
})
await step('an opinion from the evening\'s meeting, written where there is no connection', async () => {
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await phone.waitForFunction(async () => {
    for (const name of await caches.keys()) if ((await (await caches.open(name)).keys()).length > 40) return true
    return false
  }, null, { timeout: 40000 })
  await go(phone, '/r/opinions/new')
  await phone.getByLabel(/^Nội dung ý kiến/).fill('Đề nghị làm đường vào làng trước mùa mưa')
  await phone.getByLabel(/^Địa bàn/).fill(branch.labels.unit.split(',')[0]) // its name; the list tells it with its commune
  await phone.locator('li[role=option]:not([aria-disabled]):visible').first().click()
  await phone.getByLabel(/^Ngày tiếp nhận/).fill('30/12/2017')
  await phone.getByLabel(/^Tổ chức tiếp nhận/).fill(branch.name)
  await phone.locator('li[role=option]:not([aria-disabled]):visible').first().click()
  await look(phone, 'village_opinion')
  await allowing(away, async () => {
    await phone.context().setOffline(true)
    await phone.getByRole('button', { name: 'Lưu' }).click()
    await phone.waitForURL(/\/waiting$/)
    await phone.getByText('Đề nghị làm đường vào làng').first().waitFor()
    await look(phone, 'village_waiting')
  })
})
await step('and sent, once, when there is one', async () => {
  await allowing(away, async () => {
    await phone.context().setOffline(false)
    await phone.getByText(/^Đã gửi: /).first().waitFor({ timeout: 30000 })
  })
  const found = (await api('opinions?q=' + encodeURIComponent('đường vào làng') + '&labels=true')).items
  check('in its village', found.length === 1 && found[0].unit === branch.unit, JSON.stringify(found.map((each) => each.labels)))
  await go(phone, '/r/opinions/' + found[0].id)
  await phone.getByText('Đã tiếp nhận').first().waitFor()
})
await step('what is not his to do is not offered', async () => {
  await go(phone, '/')
  await phone.getByRole('button', { name: 'Mục lục' }).click()
  check('no administration', (await phone.getByRole('dialog').getByRole('link', { name: 'Quản trị' }).count()) === 0)
  await phone.keyboard.press('Escape')
})

// --- a leader: what waits for a signature ---------------------------------------------------------------------------------
const district = bodies.find((each) => each.organisation === 'fatherland_front' && each.labels.unit.startsWith('Huyện'))
await write('users', { user_name: 'chu.tich', role: 'leader', sees_personal: false, unit: district.unit })
const document = await write('documents', { direction: 'outgoing', body: district.id, year: 2017, type: 'plan', subject: 'Kế hoạch chăm lo Tết cho hộ nghèo' })
const leader = await open(1280, 900)
await step('a leader is told what waits to be signed, reads it and signs', async () => {
  const fresh = await write(`users/${(await api('users')).items.find((each) => each.user_name === 'chu.tich').id}/reset`, {})
  await leader.goto(base + '/')
  await signIn(leader, 'chu.tich', fresh.password)
  await changePassword(leader, 'chu.tich', fresh.password, phrase)
  await leader.locator('.groups section').first().waitFor()
  check('nothing waits yet', (await leader.getByText('Kế hoạch chăm lo Tết').count()) === 0)
  await write(`documents/${document.id}/actions/submit`, {})
  await leader.reload()
  const group = leader.locator('section', { has: leader.getByRole('heading', { name: /Chờ ký, duyệt/ }) })
  await look(leader, 'leader_today')
  await group.getByRole('link', { name: /Kế hoạch chăm lo Tết/ }).click()
  await leader.getByRole('button', { name: 'Ký', exact: true }).click()
  await leader.getByRole('dialog').getByRole('button', { name: 'Ký', exact: true }).click()
  await leader.locator('.heading').getByText('Đã ký').waitFor()
  await look(leader, 'leader_signed')
  await go(leader, '/')
  await leader.locator('.groups section').first().waitFor()
  check('it waits no more', (await leader.getByText('Kế hoạch chăm lo Tết').count()) === 0)
})
await step('nobody below is told of it', async () => {
  const { sections } = await (await phone.request.get(base + '/api/v1/work')).json()
  check('nothing to sign for the head of a village', !sections.some((each) => each.type === 'sign' && each.count))
})

// --- the public -----------------------------------------------------------------------------------------------------------------
await step('anybody reads what is published and how far the programmes are, on a telephone; nothing personal', async () => {
  const anybody = await open(360, 740, { isMobile: true, javaScriptEnabled: true })
  const names = (await api('households?limit=500')).items.map((each) => each.head_name)
  for (const path of ['/public', '/public/models', '/public?lang=en']) {
    await go(anybody, path)
    await look(anybody, 'public' + path.replace(/\W/g, '_'))
    const text = await anybody.locator('body').innerText()
    check(path + ': no head of a household', !names.some((name) => text.includes(name)))
  }
  check('it sets no cookie', (await anybody.context().cookies()).length === 0)
  await go(anybody, '/public')
  check('the programmes\' progress is told', (await anybody.getByRole('heading', { name: /Tiến độ|chương trình/i }).count()) > 0)
})
await end()
