// Words without a place to break: nothing is cut off, nothing runs out of its box, on any page at any width.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './harness/browser'
import { clipped } from './harness/clipped'
import { visibleMatters } from './harness/forms'
import { longText, seedLongWords } from './harness/longWords'
import { begin } from './harness/matter'
import { Person } from './harness/person'
import { Server } from './harness/server'
import { lasting, overflow, picture, waitForContent } from './harness/survey'

const widths = [1440, 1366, 1280, 390]

describe('words without a blank', () => {
  let browser: Browser
  let server: Server
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), Server.start()])
    await seedLongWords(server)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  /** What is wrong with what stands on screen, at each width. */
  async function look(person: Person, name: string, at = widths): Promise<string[]> {
    const { page } = person
    const found: string[] = []
    for (const width of at) {
      await page.setViewportSize({ width, height: width < 700 ? 844 : 768 })
      await waitForContent(page)
      const wrong = await lasting(page, async () => [...(await clipped(page)), ...(await overflow(page))])
      if (wrong.length) await picture(person, `long-${name}-${width}`, { tall: false })
      found.push(...wrong.map((line) => `${name} at ${width}: ${line}`))
    }
    await page.setViewportSize({ width: widths[0] ?? 1440, height: 768 })
    return found
  }

  it.each(['ducha1', 'leader2', 'd01', 'shiducha', 'sysadmin', 'auditor'])('every page of %s', async (username) => {
    const person = await Person.signIn(browser, server, username)
    const { page } = person
    const menu = await page.locator('nav.menu a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
    const found: string[] = []
    for (const path of [...menu, '/account/sessions']) {
      await page.goto(path)
      await waitForContent(page)
      const toggle = page.locator('main button.toggle')
      if (await toggle.count()) await toggle.first().click()
      found.push(...(await look(person, path)))
    }
    const bell = page.locator('button.bell')
    if (await bell.count()) {
      await bell.click()
      await page.locator('.bell-panel .notice, .bell-panel .empty').first().waitFor()
      found.push(...(await look(person, 'bell')))
    }
    expect(found).toEqual([])
    await person.leave()
  })

  const seen = new Set<string>()
  it.each(['ducha1', 'd01', 'leader2'])('every matter and every form of %s', async (username) => {
    const found: string[] = []
    const person = await Person.signIn(browser, server, username)
    const { page } = person
    const { byStatus, byAction } = await visibleMatters(server, username)
    for (const [status, id] of byStatus) {
      await page.goto(`/matters/${id}`)
      found.push(...(await look(person, `matter ${status}`)))
    }
    for (const [action, id] of byAction) {
      if (seen.has(action) || action === 'escalation_submit') continue
      seen.add(action)
      await page.goto(`/matters/${id}${action === 'edit' ? '/edit' : ''}`)
      await waitForContent(page)
      if (action !== 'edit') {
        const form = await begin(person, action)
        const field = form.locator('textarea').first()
        if (await field.count()) await field.fill(longText('填写'))
      }
      found.push(...(await look(person, `form ${action}`, [1366, 390])))
    }
    expect(found).toEqual([])
    await person.leave()
  })

  it('a message, and the printed audit', async () => {
    const person = await Person.signIn(browser, server, 'ducha1')
    const { page } = person
    await page.goto('/overdue')
    await waitForContent(page)
    const date = page.locator('.demo .date input').first()
    await date.fill(longText('日期'))
    await date.blur()
    await page.locator('.el-message').first().waitFor()
    const found = await look(person, 'message')
    expect(await page.locator('tr.line').count()).toBeGreaterThan(0)
    await page.emulateMedia({ media: 'print' })
    // A sheet of A4 is 718 px wide between its margins, 1047 px on its side.
    found.push(...(await look(person, 'print', [718, 1047])))
    expect(found).toEqual([])
    await person.leave()
  })
})
