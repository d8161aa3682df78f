// What stays on a screen, leaves it for paper, and follows what others do.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './harness/browser'
import { Person } from './harness/person'
import { Server } from './harness/server'
import { waitForContent } from './harness/survey'

describe('a screen and the world', () => {
  let browser: Browser
  let server: Server
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), Server.start({ played: true })])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('prints the whole audit, and the auditor finds who printed it', async () => {
    const office = await Person.signIn(browser, server, 'ducha1')
    await office.page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes')
    })
    await office.go('逾期督查')
    await waitForContent(office.page)
    const rows = await office.page.locator('tr.line').count()
    expect(rows).toBeGreaterThan(0)
    await office.page.getByRole('button', { name: '打印' }).click()
    await office.see('body[data-printed]')
    await office.page.emulateMedia({ media: 'print' })
    await office.see(office.page.getByText('打印人：督查员'))
    expect(await office.page.locator('nav.menu').isVisible()).toBe(false)
    office.untroubled()
    await office.leave()

    const auditor = await Person.signIn(browser, server, 'auditor')
    await auditor.page.goto('/audit?action=printed')
    const line = auditor.page.locator('tr.line', { hasText: '督查员' })
    await auditor.see(line.locator('td.action').getByText('打印'))
    await line.locator('button.toggle').click()
    const change = auditor.page.locator('table.changes tr', {
      hasText: '条数',
    })
    await auditor.see(change.getByText(String(rows), { exact: true }))
    auditor.untroubled()
    await auditor.leave()
  })

  it('keeps the rows when the next ones do not come', async () => {
    const auditor = await Person.signIn(browser, server, 'auditor')
    const { page } = auditor
    await auditor.go('操作审计')
    await waitForContent(page)
    const rows = page.locator('tr.line')
    expect(await rows.count()).toBe(50)
    auditor.trouble.expect(/failed:|ERR_FAILED/)
    await page.route('**/api/v1/events?**cursor=**', (route) => route.abort())
    await page.getByRole('button', { name: '加载更多' }).click()
    await auditor.read('后面的内容没有加载成功。')
    expect(await rows.count()).toBe(50)
    await page.unrouteAll()
    await page.locator('.more-pages').getByRole('button', { name: '重试' }).click()
    await rows.nth(99).waitFor()
    auditor.untroubled()
    await auditor.leave()
  })

  it('turns with a clock that somebody else moves', async () => {
    const office = await Person.signIn(browser, server, 'ducha1')
    const head = await Person.signIn(browser, server, 'xianzhang')
    await head.go('逾期督查')
    await head.read('截至2023-03-15')
    await office.page.getByRole('button', { name: '+1天' }).click()
    await office.read(/时钟已到2023-03-16/)
    await head.read('截至2023-03-16')
    await head.see(head.page.locator('.clock time').getByText(/2023-03-16/))
    for (const person of [office, head]) {
      person.untroubled()
      await person.leave()
    }
  })
})
