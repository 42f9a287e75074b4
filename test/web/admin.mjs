// SPDX-License-Identifier: Apache-2.0
// Administration and territory on the demonstration data, as its administrator: admin.mjs ADDRESS [PICTURES].
import { startPlay } from './browser.mjs'

const [base, pictures] = process.argv.slice(2)
const { check, end, go, look, open, signIn, step } = await startPlay(base, pictures)
const page = await open(1280, 900)
await page.goto(base + '/')
await signIn(page, 'quan.tri', 'suối trong đá mòn 7')

await step('accounts: who may see what, and why', async () => {
  await go(page, '/accounts')
  await page.getByRole('heading', { name: 'hoa', exact: true }).waitFor()
  check('her place is named', (await page.getByText('Trong Xã').count()) > 0)
  await look(page, 'accounts')
})
await step('a lock needs a reason, and can be taken off', async () => {
  const card = page.locator('li.sheet', { has: page.getByRole('heading', { name: 'hoa', exact: true }) })
  await card.getByRole('button', { name: 'Khóa' }).click()
  await card.getByLabel('Lý do (bắt buộc)').fill('nghỉ dài ngày')
  await card.getByRole('button', { name: 'Khóa' }).last().click()
  await card.getByText('Bị khóa').waitFor()
  await card.getByRole('button', { name: 'Mở khóa' }).click()
  await card.getByText('Bị khóa').waitFor({ state: 'detached' })
})
await step('a new password is shown once', async () => {
  const card = page.locator('li.sheet', { has: page.getByRole('heading', { name: 'hoa', exact: true }) })
  await card.getByRole('button', { name: 'Cấp lại mật khẩu' }).click()
  await page.getByText('Mật khẩu mới của hoa').waitFor()
})
await step('a unit through the reform of 2025', async () => {
  await go(page, '/territory?unit=52@2025-07-01')
  await page.getByText('Quá trình hình thành').waitFor()
  await page.getByText('Xem dạng bảng').click()
  check('both provinces it came from are in the table', (await page.getByRole('link', { name: 'Tỉnh Bình Định' }).count()) > 0)
  await look(page, 'territory')
})
await step('none of it without the right', async () => {
  const other = await open(360, 740, { isMobile: true, hasTouch: true })
  await other.goto(base + '/')
  await signIn(other, 'mai', 'suối trong đá mòn 7')
  await go(other, '/territory')
  check('no change is offered', (await other.getByText('Sắp xếp đơn vị này').count()) === 0)
  await look(other, 'phone_territory')
  await go(other, '/')
  check('no accounts in the menu', (await other.getByRole('link', { name: 'Tài khoản, quyền' }).count()) === 0)
})
await end()
