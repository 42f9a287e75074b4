// SPDX-License-Identifier: Apache-2.0
// From an empty database to the first household with somebody to help it, by a person who has read nothing:
// begin.mjs ADDRESS CODE LIST.csv [PICTURES].
import { startPlay } from './browser.mjs'

const [base, code, list, pictures] = process.argv.slice(2)
const { allowing, check, end, go, look, open, signIn, step } = await startPlay(base, pictures)
const page = await open(1280, 900)
const phrase = 'suối trong đá mòn 7'

await step('an empty system shows its set-up', async () => {
  await page.goto(base + '/')
  await page.getByRole('heading', { name: 'Chung Tay' }).waitFor()
  await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Tỉnh Thái Nguyên' })
  await page.getByLabel('Cấp tỉnh hay xã, phường').selectOption({ label: 'Xã Phong Quang' })
  await look(page, 'setup')
})
await step('a wrong code is refused where it stands', async () => {
  await page.getByLabel('Họ và tên').fill('Hoàng Thị Thử')
  await page.getByLabel('Tên đăng nhập').fill('thu')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(phrase)
  await page.getByLabel('Nhập lại mật khẩu').fill(phrase)
  await page.getByLabel('Mã 12 ký tự').fill('aaaa-aaaa-aaaa')
  await allowing(/status of 403/, async () => {
    await page.getByRole('button', { name: 'Tạo tài khoản và bắt đầu' }).click()
    await page.getByRole('alert').waitFor()
  })
})
await step('the right one makes the account and leads on', async () => {
  await page.getByLabel('Mã 12 ký tự').fill(code)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Bắt đầu' }).waitFor()
  await page.getByText('Xã Phong Quang').first().waitFor()
  await look(page, 'begin')
})
await step('a programme for the province', async () => {
  await page.getByRole('button', { name: 'Nạp chương trình này' }).click()
  await page.getByText('bên ký thống nhất').waitFor({ timeout: 60000 })
  await page.getByRole('button', { name: 'Văn bản đã ký đủ' }).click()
  await page.getByText('Chương trình đã có hiệu lực.').waitFor({ timeout: 30000 })
  check('the step is done', (await page.getByText('đã xong').count()) >= 1)
})
await step('a list of households', async () => {
  const template = await page.request.get(base + '/api/v1/households/template')
  check('the empty sheet is one', template.ok() && (await template.body()).subarray(0, 2).toString() === 'PK')
  await page.getByRole('link', { name: 'Nhập danh sách' }).click()
  await page.locator('input[type=file]').setInputFiles(list)
  await page.getByRole('button', { name: 'Xem trước' }).click()
  await page.getByRole('button', { name: /^Nhập \d+ dòng/ }).click()
  await page.getByText(/Đã nhập \d+ dòng/).first().waitFor()
  await look(page, 'begin_list')
})
await step('somebody for each of them', async () => {
  await go(page, '/begin')
  await page.getByRole('link', { name: 'Lập phương án' }).click()
  await page.getByRole('button', { name: 'Lập phương án' }).click()
  await page.getByRole('button', { name: 'Chấp nhận phương án' }).click()
  await page.getByText(/Đã ghi \d+ phân công/).first().waitFor()
  await look(page, 'begin_plan')
})
await step('and what is met can be followed', async () => {
  await go(page, '/begin')
  await page.getByRole('link', { name: 'Xem nghĩa vụ, chỉ tiêu' }).click()
  await page.getByText('đúng một tổ chức chủ trì').first().waitFor()
})
await step('an account for a colleague', async () => {
  await go(page, '/begin')
  await page.getByLabel('Tên đăng nhập').fill('mai')
  await page.getByRole('button', { name: 'Lập tài khoản' }).click()
  await page.getByText('Đã lập tài khoản mai').waitFor()
  const password = await page.locator('code').first().innerText()
  const other = await open(360, 740, { isMobile: true, hasTouch: true })
  await other.goto(base + '/')
  await signIn(other, 'mai', password)
  await other.getByText('Cần đổi mật khẩu').waitFor()
})
await step('a second factor', async () => {
  await go(page, '/account')
  await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click()
  await page.getByRole('img', { name: 'Mã QR' }).waitFor()
  await look(page, 'second_factor')
})
await step('set-up is over', async () => {
  const state = await page.request.get(base + '/api/v1/setup')
  check('it says so', (await state.json()).open === false)
})
await end()
