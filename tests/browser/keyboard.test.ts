// The work of an office without a mouse: menu, filter, matter, action; the focus is always seen and never lost.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from './harness/api'
import { launchBrowser } from './harness/browser'
import { head, openMatter } from './harness/matter'
import { Person } from './harness/person'
import { Server } from './harness/server'

const title = '落实重点企业用工保障'

describe('by keyboard alone', () => {
  let browser: Browser
  let server: Server
  let office: Person
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), Server.start()])
    const api = await Api.signIn(server, 'ducha2')
    await api.issue(title, '县人力资源和社会保障局')
    await api.issue('开展春季森林防火巡查', '县林业和草原局')
    office = await Person.signIn(browser, server, 'ducha1')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  /** Presses Tab until the focus is on it, looking at each stop whether it can be seen. */
  async function tabTo(selector: string, key = 'Tab'): Promise<void> {
    const { page } = office
    for (let pressed = 0; pressed < 80; pressed += 1) {
      await page.keyboard.press(key)
      const { there, seen, what } = await page.evaluate((wanted) => {
        const focused = document.activeElement as HTMLElement
        // Composite fields draw the ring on the box around the input.
        const rings = [
          focused,
          focused.parentElement,
          focused.closest('.el-checkbox, .el-select__wrapper, .el-input__wrapper, .el-radio-button, .drop'),
        ]
        const isRing = (element: Element | null): boolean => {
          if (!element) return false
          const style = getComputedStyle(element)
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
        }
        const inner =
          focused
            .closest('.el-checkbox, .el-radio, .el-radio-button')
            ?.querySelector('.el-checkbox__inner, .el-radio__inner, .el-radio-button__inner') ?? null
        return {
          there: focused.matches(wanted),
          seen: focused === document.body || [...rings, inner].some(isRing),
          what: focused.outerHTML.slice(0, 120),
        }
      }, selector)
      expect(seen, `the focus is seen on ${what}`).toBe(true)
      if (there) return
    }
    expect.fail(`Tab never came to ${selector}`)
  }

  it('skips to the content', async () => {
    const { page } = office
    await page.reload()
    await office.see('.page h1')
    await page.keyboard.press('Tab')
    await office.see(page.locator('a.skip:focus'))
    await page.keyboard.press('Enter')
    await office.see('main:focus')
  })

  it('goes to the ledger by the menu, which puts the focus on the page', async () => {
    await office.page.reload()
    await office.see('.page h1')
    await tabTo('nav.menu a[href^="/matters"]')
    await office.page.keyboard.press('Enter')
    await office.see(office.page.getByRole('link', { name: title }))
    await office.see('main:focus')
  })

  it('filters', async () => {
    const { page } = office
    await tabTo('.filters .words input')
    await page.keyboard.type('用工')
    await page.keyboard.press('Enter')
    await office.see(page.getByRole('status').getByText('1项', { exact: true }))
    await tabTo('[role="combobox"][aria-label="亮灯"], .filter-select input[aria-label="亮灯"]')
    await page.keyboard.press('Enter')
    await office.see(page.getByRole('option', { name: '正常' }).filter({ visible: true }))
    for (let down = 0; down < 3; down += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/light=green/)
    await office.see(page.getByRole('link', { name: title }))
  })

  it('opens the matter, acts, and comes back to the button', async () => {
    const { page } = office
    await page.keyboard.press('Escape')
    await tabTo('main td.title a')
    await page.keyboard.press('Enter')
    await office.see(page.getByRole('heading', { level: 1, name: title }))
    await tabTo('button[data-action="urge"]')
    await page.keyboard.press('Enter')
    await office.see('form[data-action="urge"]')
    await tabTo('form[data-action="urge"] textarea')
    await page.keyboard.type('请于周三前签收。')
    await tabTo('form[data-action="urge"] button[type="submit"]')
    await page.keyboard.press('Enter')
    await page.locator('form[data-action="urge"]').waitFor({ state: 'hidden' })
    await office.read('请于周三前签收。')
    await office.see('button[data-action="urge"]:focus')
    office.untroubled()
  })

  it('Escape closes a form and gives the focus back', async () => {
    const { page } = office
    await page.keyboard.press('Enter')
    await office.see('form[data-action="urge"]')
    await page.keyboard.press('Escape')
    await page.locator('form[data-action="urge"]').waitFor({ state: 'hidden' })
    await office.see('button[data-action="urge"]:focus')
  })

  it('a department signs with the keyboard', async () => {
    const handler = await Person.signIn(browser, server, 'd15')
    await openMatter(handler, title)
    await handler.page.locator('button[data-action="sign"]').focus()
    await handler.page.keyboard.press('Enter')
    await handler.see('form[data-action="sign"]')
    await handler.page.locator('form[data-action="sign"] button[type="submit"]').press('Enter')
    await handler.see(head(handler).getByText('办理中'))
    handler.untroubled()
    await handler.leave()
  })
})
