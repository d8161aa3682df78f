// Every page of every role, at one width.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from './api'
import { launchBrowser } from './browser'
import { Person, type PersonOptions } from './person'
import { Server } from './server'
import { enumOf, visibleMatters, surveyDialogs, surveyForms, surveyStatuses } from './forms'
import { waitForContent, survey } from './survey'

const loginByRole = {
  县长: 'xianzhang',
  县领导: 'leader2',
  督查室: 'ducha1',
  单位负责人: 'd01-head',
  经办人: 'd01',
  市级督查室: 'shiducha',
  统计员: 'tongji',
  系统管理员: 'sysadmin',
  安全管理员: 'secadmin',
  审计管理员: 'auditor',
}

/** Pages that are in nobody's menu. */
const extraPaths: Record<string, string[]> = {
  ducha1: ['/matters/new', '/account/password', '/no-such-page'],
}

/** Who works with matters; each sees other parts of them and may do other things. */
const matterUsers = ['ducha1', 'xianzhang', 'leader2', 'd01-head', 'd01', 'd02', 'shiducha']

export function describePages(device: NonNullable<PersonOptions['device']>): void {
  describe(`every page of every role on a ${device}`, () => {
    let browser: Browser
    let server: Server
    beforeAll(async () => {
      ;[browser, server] = await Promise.all([launchBrowser(), Server.start({ played: true })])
    })
    afterAll(async () => {
      await browser?.close()
      await server?.stop()
    })

    it('sign-in', async () => {
      const person = await Person.arrive(browser, server, 'nobody', { device })
      await person.see('button[data-username="ducha1"]')
      expect(await survey(person, 'sign-in')).toEqual([])
      await person.leave()
    })

    it.each(Object.entries(loginByRole))('%s', async (_role, username) => {
      const person = await Person.signIn(browser, server, username, { device })
      const { page } = person
      const found = person.trouble.take()
      const menu = (await page.locator('nav.menu a').allTextContents()).map((entry) => entry.trim())
      expect(menu).toContain('首页')
      for (const entry of menu) {
        await person.go(entry)
        found.push(...(await survey(person, entry)))
      }
      for (const path of extraPaths[username] ?? []) {
        await page.goto(path)
        found.push(...(await survey(person, path.slice(1))))
      }
      expect(found).toEqual([])
      await person.leave()
    })

    it('a matter of each status', async () => {
      const person = await Person.signIn(browser, server, 'ducha1', { device })
      const { page } = person
      const found: string[] = []
      for (const status of enumOf('Status')) {
        await page.goto(`/matters?status=${status}`)
        await waitForContent(page)
        const first = page.locator('main .panel').getByRole('link').first()
        if (!(await first.isVisible())) {
          found.push(`the played county has no matter that is ${status}`)
          continue
        }
        await first.click()
        await page.waitForURL(/matters\/[0-9a-f-]{36}/)
        found.push(...(await survey(person, `matter-${status}`)))
      }
      expect(found).toEqual([])
      await person.leave()
    })

    describe('matters as each role sees them', () => {
      const surveyed = new Set<string>()
      beforeAll(async () => {
        const api = await Api.signIn(server, 'ducha2')
        await api.issue('报送春耕备耕情况', '县发展和改革局')
        await api.draft('报送春季用电情况', '县发展和改革局')
      })

      it.each(matterUsers)('%s: each status, and every form', async (username) => {
        const person = await Person.signIn(browser, server, username, {
          device,
        })
        const visible = await visibleMatters(server, username)
        const found = await surveyForms(person, visible, surveyed)
        // The office's view of each status is looked at above.
        if (username !== 'ducha1') found.push(...(await surveyStatuses(person, visible)))
        expect(found).toEqual([])
        await person.leave()
      })

      it('no action was left out', () => {
        expect(enumOf('Action').filter((action) => !surveyed.has(action))).toEqual([])
      })
    })

    it('the dialogs of the way to the city', async () => {
      const found: string[] = []
      const office = await Person.signIn(browser, server, 'ducha1', { device })
      await office.page.goto('/escalations?status=endorsed')
      await waitForContent(office.page)
      await office.page.locator('.batch .el-checkbox').first().click()
      found.push(...(await surveyDialogs(office, '.batch button')))
      await office.leave()
      const city = await Person.signIn(browser, server, 'shiducha', { device })
      for (const status of ['submitted', 'accepted']) {
        await city.page.goto(`/escalations?status=${status}`)
        await waitForContent(city.page)
        found.push(...(await surveyDialogs(city, 'article .el-button')))
      }
      await city.leave()
      expect(found).toEqual([])
    })

    it('an imported ledger, before and after', async () => {
      const person = await Person.signIn(browser, server, 'ducha1', { device })
      const { page } = person
      await person.go('导入台账')
      const ledger = await page.request.get('/api/v1/demo/ledger')
      await page.locator('input[type="file"]').setInputFiles({
        name: '台账.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: await ledger.body(),
      })
      await page.getByRole('button', { name: '上传并预览' }).click()
      await person.see(page.getByRole('heading', { name: '导入预览' }))
      const found = await survey(person, 'import-preview')
      await page.locator('tr.row-line button').first().click()
      found.push(...(await survey(person, 'import-row')))
      await page.getByRole('button', { name: '确认导入' }).click()
      // The played county has applied this ledger already: nothing is written twice without a word.
      person.trouble.expect(/\/imports\/[^/]+\/apply/)
      await person.see(page.getByText('同一台账文件已导入过'))
      found.push(...(await survey(person, 'import-repeated')))
      await page.getByRole('button', { name: '确认重复，仍然导入' }).click()
      await person.see(page.getByRole('heading', { name: '已生成草稿' }))
      found.push(...(await survey(person, 'import-applied')))
      expect(found).toEqual([])
      await person.leave()
    })

    it.each(['sysadmin', 'secadmin'])('%s has buttons for the accounts to manage and no others', async (username) => {
      const api = await Api.signIn(server, username)
      const me = await api.get<{ can_manage_users: boolean }>('/me')
      const { items } = await api.get<{
        items: { can_manage?: boolean }[]
      }>('/users?limit=200')
      const managed = items.filter(({ can_manage }) => can_manage ?? me.can_manage_users)
      const person = await Person.signIn(browser, server, username, {
        device,
      })
      const { page } = person
      await person.go('用户')
      await waitForContent(page)
      await person.see(page.getByText('ducha1', { exact: true }))
      expect(await page.locator('main tbody tr').count()).toBe(items.length)
      expect(await page.locator('main tr:has(.buttons button)').count()).toBe(managed.length)
      const create = page.getByRole('button', { name: '新建账户' })
      expect(await create.count()).toBe(me.can_manage_users ? 1 : 0)
      person.untroubled()
      await person.leave()
    })
  })
}
