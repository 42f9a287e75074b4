// SPDX-License-Identifier: Apache-2.0
// Programmes, models and files, as those who write and sign them: studio.mjs ADDRESS [PICTURES].
import { startPlay } from './browser.mjs'

const [base, pictures] = process.argv.slice(2)
const { allowing, check, end, go, look, open, signIn, step } = await startPlay(base, pictures)
const page = await open(1280, 900)
await page.goto(base + '/')
await signIn(page, 'hoa.lanh.dao', 'suối trong đá mòn 7')

/** A photograph of some colours, drawn by the browser itself, larger than a screen. */
const photo = async (width) => Buffer.from(await page.evaluate(async (wide) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: wide, height: (wide * 2) / 3 })
  const pen = canvas.getContext('2d')
  for (let i = 0; i < 400; i++) { pen.fillStyle = `hsl(${(i * 47) % 360} 60% 50%)`; pen.fillRect((i % 20) * (wide / 20), Math.floor(i / 20) * (wide / 30), wide / 20, wide / 30) }
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  return [...new Uint8Array(await blob.arrayBuffer())]
}, width))
const pixel = 'MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0GPS 13,98'
const withPlace = (jpeg) => { const exif = Buffer.from('Exif\0\0' + pixel, 'latin1'); const length = Buffer.from([(exif.length + 2) >> 8, (exif.length + 2) & 255]); return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]) }

await step('models: cards with their photographs', async () => {
  await go(page, '/models')
  await page.getByRole('link', { name: 'Hàng rào xanh làng Ghè' }).waitFor()
  await page.locator('li img').first().waitFor()
  check('the photograph is drawn', await page.evaluate(async () => { const image = document.querySelector('li img'); await image.decode(); return image.naturalWidth > 0 }))
  await look(page, 'models')
})
await step('a model registered with a photograph, which is made smaller and tells nothing but the picture', async () => {
  await page.getByRole('link', { name: 'Hàng rào xanh làng Ghè' }).click()
  await page.getByRole('heading', { name: 'Ảnh, tệp đính kèm' }).waitFor()
  await page.getByLabel('Chú thích cho ảnh').fill('Tháng 12: <b>đường</b> \u202Eđã xong')
  await page.locator('input[type=file]').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: withPlace(await photo(2400)) })
  await page.getByText('Tháng 12: <b>đường</b>').waitFor()
  const source = await page.locator('.picture img').last().getAttribute('src')
  const sent = await page.evaluate(async (path) => { const answer = await fetch(path); const bytes = await answer.arrayBuffer(); const bitmap = await createImageBitmap(new Blob([bytes])); return { type: answer.headers.get('content-type'), sniff: answer.headers.get('x-content-type-options'), wide: bitmap.width, told: new TextDecoder('latin1').decode(bytes).includes('GPS') } }, source)
  check('it is a JPEG of 1600 px without a place', sent.type === 'image/jpeg' && sent.sniff === 'nosniff' && sent.wide === 1600 && !sent.told, JSON.stringify(sent))
  await look(page, 'model_files')
})
await step('what is no picture is refused, whatever its name', async () => {
  await allowing(/422/, async () => {
    await page.locator('input[type=file]').setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') })
    await page.getByText('Chỉ nhận tệp JPEG').waitFor()
  })
})
await step('a paper beside it, and a photograph taken off with its reason', async () => {
  await page.locator('input[type=file]').setInputFiles({ name: 'Biên bản.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') })
  await page.getByRole('link', { name: 'Biên bản.pdf' }).waitFor()
  await page.locator('.picture').last().click()
  await page.getByRole('button', { name: 'Gỡ', exact: true }).click()
  await page.getByLabel('Lý do (bắt buộc)').fill('nhầm ảnh')
  await page.getByRole('button', { name: 'Gỡ', exact: true }).last().click()
  await page.locator('.pictures').getByText('Tháng 12: <b>đường</b>').waitFor({ state: 'detached' })
})
await step('the list of a decision, printed and published at once', async () => {
  await go(page, '/models/publication?year=2017')
  await page.getByRole('heading', { name: /DANH SÁCH MÔ HÌNH/ }).waitFor()
  await page.getByLabel('Số quyết định').fill('12/QĐ-MTTQ')
  await page.getByLabel('Ngày quyết định').fill('30/9/2017')
  await page.getByRole('button', { name: 'Đưa “Nông dân giúp nhau chăm sóc cà phê” ra khỏi danh sách' }).click()
  await look(page, 'publication')
  await page.getByRole('button', { name: /công bố 3 mục/ }).click()
  await page.getByText('Đã công bố 3').waitFor()
  await page.getByRole('link', { name: 'Nông dân giúp nhau chăm sóc cà phê' }).waitFor() // what was left out still waits
})
await step('what is published is everybody\'s, with its photograph', async () => {
  const other = await open(360, 740)
  await other.goto(base + '/public/models')
  await other.getByRole('heading', { name: 'Hàng rào xanh làng Ghè' }).waitFor()
  check('the photograph is on the public page', await other.evaluate(async () => { const image = document.querySelector('img'); if (!image) return false; await image.decode(); return image.naturalWidth > 0 }))
})
await step('a model copied elsewhere stands under the one it was learnt from', async () => {
  const asked = []
  const note = (request) => request.url().includes('/api/v1/models') && asked.push(request.url())
  page.on('request', note)
  await go(page, '/models/replication')
  await page.getByText('Hàng rào xanh làng Ngol').first().waitFor()
  check('as an item within an item', await page.locator('.roots > li > .tree > li').getByText('Hàng rào xanh làng Ngol').count() === 1)
  page.off('request', note)
  check('one question, however many trees there are', asked.length === 1 && asked[0].endsWith('/api/v1/models/replication'), asked.join(' '))
  await look(page, 'replication')
  await page.getByRole('searchbox').fill('ngol')
  await page.waitForURL(/q=ngol/)
  await page.getByText('Hàng rào xanh làng Ngol').first().waitFor()
  await page.getByRole('searchbox').fill('không có đâu')
  await page.getByText('Không có cây nào chứa từ cần tìm').waitFor()
})
await step('a programme as its people read it', async () => {
  await go(page, '/programmes')
  await page.getByRole('link', { name: 'Chương trình phối hợp huyện Đức Cơ' }).click()
  await page.getByText('Mỗi tổ chức ở cơ sở có ít nhất 01 mô hình').first().waitFor()
  await page.locator('#obligations .state').first().waitFor()
  await look(page, 'programme')
})
await step('a new duty, checked while it is written', async () => {
  await page.getByRole('link', { name: 'Sửa', exact: true }).click()
  await page.getByText('Văn bản đúng, nạp được.').waitFor()
  await page.getByRole('button', { name: 'Thêm nghĩa vụ' }).click()
  const part = page.locator('section', { has: page.getByRole('heading', { name: 'Nghĩa vụ', exact: true }) }).locator('> details').last()
  await part.getByText('Nghĩa vụ mới').waitFor()
  await part.getByLabel('Tên').fill('Mỗi xã có ít nhất 02 mô hình')
  await part.getByLabel('Tên').blur()
  await part.getByText('Mỗi xã có ít nhất 02 mô hình').waitFor()
  await part.getByLabel('Đếm gì, ở sổ nào: đếm hồ sơ ở sổ').fill('modells')
  await part.getByLabel('Đếm gì, ở sổ nào: đếm hồ sơ ở sổ').blur()
  await page.getByText('1 chỗ cần sửa').first().waitFor()
  check('the mistake stands at its field', (await part.locator('[aria-invalid=true]').count()) === 1)
  await look(page, 'programme_edit_wrong')
  check('what is wrong cannot be loaded', await page.getByRole('button', { name: 'Nạp chương trình' }).isDisabled())
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByText('Văn bản đúng, nạp được.').waitFor()
  await page.getByRole('button', { name: 'Hiện văn bản YAML' }).click()
  const text = await page.getByLabel('Văn bản YAML').inputValue()
  check('remarks and the rest of the text stand as they were', text.startsWith('# Chương trình phối hợp của Mặt trận') && text.includes('Mỗi xã có ít nhất 02 mô hình'))
  await look(page, 'programme_edit')
})
await step('proposed, read against the old version, and agreed to', async () => {
  await page.getByLabel('Thay đổi gì').fill('Thêm một nghĩa vụ')
  await page.getByRole('button', { name: 'Nạp chương trình' }).click()
  await page.getByText(/Còn \d bên ký chưa thống nhất bản 2/).waitFor()
  await page.getByRole('button', { name: 'So với bản 1' }).click()
  await page.locator('ins').getByText('Mỗi xã có ít nhất 02 mô hình').waitFor()
  await look(page, 'programme_changes')
  for (let left = 6; left > 0; left--) {
    await page.getByText(`Còn ${left} bên ký`).waitFor()
    await page.getByRole('button', { name: 'Ghi nhận' }).click()
  }
  await page.getByText(/Còn \d bên ký/).waitFor({ state: 'detached' })
  await go(page, '/programmes/duc_co_2017')
  await page.getByText('Mỗi xã có ít nhất 02 mô hình').first().waitFor()
})
await step('the next one, made from it', async () => {
  await page.getByRole('link', { name: 'Lập cho kỳ sau' }).click()
  await page.getByRole('button', { name: 'Hiện văn bản YAML' }).click()
  const text = await page.getByLabel('Văn bản YAML').inputValue()
  check('its years are moved, nobody has agreed', /^id: duc_co_2023$/m.test(text) && /^period: 2023\.\.2028$/m.test(text) && !text.includes('consent:') && text.includes('24/10/2016'))
})
await step('in a hand, in English, in the dark', async () => {
  const phone = await open(360, 740, { isMobile: true, hasTouch: true, colorScheme: 'dark' })
  await phone.goto(base + '/')
  await signIn(phone, 'hoa', 'suối trong đá mòn 7')
  for (const [path, name] of [['/models', 'phone_models'], ['/models/publication?year=2017', 'phone_publication'], ['/models/replication', 'phone_replication'], ['/programmes', 'phone_programmes'], ['/programmes/duc_co_2017', 'phone_programme'], ['/programmes/edit?from=programme&code=duc_co_2017', 'phone_programme_edit']]) {
    await go(phone, path)
    await look(phone, name)
  }
  check('who may not sign is not asked to', (await phone.getByRole('button', { name: 'Ghi nhận' }).count()) === 0)
  await phone.evaluate(() => localStorage.setItem('chungtay.language', 'en'))
  await go(phone, '/models')
  await phone.getByRole('heading', { name: 'Models and works' }).waitFor()
})
await end()
