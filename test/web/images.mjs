// SPDX-License-Identifier: Apache-2.0
// The pictures of the app in docs/images, of the demonstration of 60,000 households on 22 November 2026: images.mjs ADDRESS FOLDER PASSWORD.
// "quan.tri" is an administrator of everywhere, "tinh" a leader of Hà Tĩnh. Each is to be looked at before it is committed.
import { readFileSync, rmSync } from 'node:fs'
import { chromium } from './browser.mjs'

const [base, folder, password] = process.argv.slice(2)
const PROGRAMME = 'ha_tinh_campaign'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })

async function signedIn(user) {
  const context = await browser.newContext({ locale: 'vi-VN' })
  const page = await context.newPage()
  await page.goto(base + '/')
  await page.locator('input[name=username]').fill(user)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('input[type=password]').waitFor({ state: 'detached' })
  const state = await context.storageState()
  await context.close()
  return state
}
/** A page of its own, standing still; `then` does what is to be seen. */
async function picture(name, state, path, { width = 1280, height = 900, language = 'vi', theme = 'light', then } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN', colorScheme: theme, storageState: state, isMobile: width < 500 })
  await context.addInitScript((chosen) => localStorage.setItem('chungtay.language', chosen), language)
  const page = await context.newPage()
  await page.goto(base + path)
  await page.locator('h1').waitFor()
  await page.waitForLoadState('networkidle')
  await then?.(page)
  await page.screenshot({ path: `${folder}/${name}.png` })
  await context.close()
}
/** Several beside each other, made small together. */
async function beside(name, parts, width, height, from) {
  const page = await browser.newPage({ viewport: { width, height } })
  const images = parts.map((part) => `<img src="data:image/png;base64,${readFileSync(`${folder}/${part}.png`).toString('base64')}" style="width:${from}px">`)
  await page.setContent(`<style>body{margin:0;display:flex;justify-content:space-between;background:#fff;overflow:hidden}img{display:block}</style>${images.join('')}`)
  await page.screenshot({ path: `${folder}/${name}.png` })
  await page.close()
  for (const part of parts) rmSync(`${folder}/${part}.png`)
}
async function proposed(page) {
  await page.locator('form button[type=submit]').click()
  await page.locator('.summary').waitFor({ timeout: 120000 })
  await page.waitForLoadState('networkidle')
  await page.locator('.summary').evaluate((summary) => scrollTo(0, summary.getBoundingClientRect().top + scrollY - 24))
}

const [everywhere, province] = [await signedIn('quan.tri'), await signedIn('tinh')]
const overview = `/overview?programme=${PROGRAMME}`
const coverage = `/coverage?programme=${PROGRAMME}`
await picture('app_overview', everywhere, '/overview?unit=42@2004-07-08&year=2019&programme=' + PROGRAMME)
await picture('app_phone', province, coverage, { width: 360, height: 1000 })
await picture('app_plan', province, '/assign?unit=18073@2025-07-01&name=' + encodeURIComponent('Phường Thành Sen'), { then: proposed })
await picture('app_province', province, '/assign', { then: proposed })
const phone = { width: 360, height: 732 }
await picture('1', province, overview, phone)
await picture('2', province, overview, { ...phone, theme: 'dark' })
await picture('3', province, coverage, phone)
await picture('4', province, coverage, { ...phone, theme: 'dark', language: 'en' })
await beside('design_phone', ['1', '2', '3', '4'], 1200, 600, 295)
await picture('1', province, overview)
await picture('2', province, overview, { theme: 'dark' })
await beside('design_themes', ['1', '2'], 1200, 420, 597)
await browser.close()
