// SPDX-License-Identifier: Apache-2.0
// What the plays of test/web share: Debian's Chromium, and what each page must be – without errors, without anything
// wider than the screen, without a finding of axe-core, asking nobody but our server.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const require = createRequire(new URL('../../web/package.json', import.meta.url))
export const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** base: the server's address; pictures: a folder for a picture of each screen, or nothing. */
export async function startPlay(base, pictures) {
  let passed = 0
  let failed = 0
  let allowed = /$^/ // console errors that are expected now
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  const play = {
    check(what, holds, told = '') {
      if (holds) passed++
      else {
        failed++
        console.log('FAILED:', what, told)
      }
    },
    async step(what, deed) {
      try {
        await deed()
        passed++
      } catch (problem) {
        failed++
        console.log('FAILED:', what, String(problem).split('\n').slice(0, 3).join(' '))
      }
    },
    /** While the deed runs, the console may say this. */
    async allowing(errors, deed) {
      allowed = errors
      await deed()
      allowed = /$^/
    },
    async open(width, height, options = {}) {
      const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN', bypassCSP: false, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(15000)
      page.on('pageerror', (error) => play.check('no error in the page', false, error.message))
      page.on('console', (message) => message.type() === 'error' && !allowed.test(message.text()) && play.check('no error in the console', false, message.text() + ' ' + message.location().url))
      page.on('request', (request) => request.url().startsWith(base) || play.check('nothing is asked of anybody else', false, request.url()))
      return page
    },
    async go(page, path) {
      await page.goto(base + path)
      await page.locator('h1').waitFor()
    },
    async signIn(page, user, password) {
      await page.getByLabel('Tên đăng nhập').fill(user)
      await page.getByLabel('Mật khẩu').fill(password)
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
      await page.getByLabel('Tên đăng nhập').waitFor({ state: 'detached' })
    },
    /** Who has to: from the form that asks for it to the first screen behind a new sign-in. */
    async changePassword(page, user, before, after) {
      await page.getByLabel('Mật khẩu hiện nay').fill(before)
      await page.getByLabel('Mật khẩu mới', { exact: true }).fill(after)
      await page.getByLabel('Nhập lại mật khẩu mới').fill(after)
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
      await page.getByLabel('Tên đăng nhập').waitFor()
      await play.signIn(page, user, after)
      await page.getByRole('heading', { name: 'Việc hôm nay' }).waitFor()
    },
    /** Waits for a screen to stand still, then looks at it. */
    async look(page, name, rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }) {
      await page.locator('[role=status] .line').first().waitFor({ state: 'detached' })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      play.check(`${name}: nothing is wider than the screen`, wide <= 0, `${wide} px`)
      await page.evaluate(axe)
      const found = await page.evaluate((runOnly) => globalThis.axe.run({ runOnly }), rules)
      for (const violation of found.violations)
        play.check(`${name}: axe ${violation.id}`, false, violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | '))
      play.check(`${name}: axe looked`, found.passes.length > 0)
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
    },
    /** Prints the sum; the exit status says whether all was well. */
    async end() {
      await browser.close()
      console.log(`${passed} passed, ${failed} failed`)
      process.exit(failed ? 1 : 0)
    },
  }
  return play
}
