// What is not the happy path: nothing there, no server, somebody faster, a form not filled; and the keyboard.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations } from './harness/accessibility'
import { Api } from './harness/api'
import { launchBrowser } from './harness/browser'
import { begin, openMatter, submit } from './harness/matter'
import { Person } from './harness/person'
import { Server } from './harness/server'

describe('states', () => {
  let browser: Browser
  let server: Server
  let office: Person
  let api: Api
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), Server.start()])
    office = await Person.signIn(browser, server, 'ducha1')
    api = await Api.signIn(server, 'ducha2')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it.each([
    ['督办台账', '没有符合条件的事项'],
    ['提请市级', '没有事项'],
    ['逾期督查', /没有逾期/],
    ['统计', '还没有登记事项'],
    ['消息', '没有消息'],
  ])('%s says that there is nothing', async (entry, says) => {
    await office.go(entry)
    await office.read(says)
    expect(await axeViolations(office.page)).toEqual([])
    office.untroubled()
  })

  it('a registration without its required fields names each of them at its place', async () => {
    const { page } = office
    await office.go('督办台账')
    await page.getByRole('button', { name: '登记事项' }).click()
    await page.getByRole('button', { name: '登记为草稿' }).click()
    for (const field of ['事项名称', '办理要求', '牵头单位', '责任领导', '办理时限']) {
      await office.see(page.locator('.el-form-item', { hasText: field }).getByText('必填', { exact: true }))
    }
    await office.read('还有5处必填未填')
    expect(await axeViolations(page)).toEqual([])
    office.untroubled()
  })

  it('a refusal of the server stands at the field that it is about', async () => {
    const { page } = office
    await page.goto('/account/password')
    await page.getByLabel('当前密码').fill('duban-demo-2023')
    await page.getByLabel('新密码', { exact: true }).fill('short')
    await page.getByLabel('再输一次新密码').fill('short')
    office.trouble.expect(/422/)
    await page.getByRole('button', { name: '保存' }).click()
    await office.see(page.locator('.el-form-item', { hasText: '新密码' }).first().locator('.el-form-item__error'))
    expect(await page.getByLabel('新密码', { exact: true }).inputValue()).toBe('short')
    office.untroubled()
  })

  it('a file that is no workbook is refused before it is sent', async () => {
    const { page } = office
    await office.go('导入台账')
    await page.locator('input[type="file"]').setInputFiles({
      name: '照片.png',
      mimeType: 'image/png',
      buffer: Buffer.from('png'),
    })
    await office.read(/这不是 .xlsx 文件/)
    await page.getByRole('button', { name: '上传并预览' }).click()
    await office.read(/这不是 .xlsx 文件/)
    expect(page.url()).toMatch(/\/import$/)
    office.untroubled()
  })

  it('an image renamed to .xlsx is refused by the server in words', async () => {
    const { page } = office
    await page.goto('/import')
    await page.locator('input[type="file"]').setInputFiles({
      name: '台账.xlsx',
      mimeType: 'image/png',
      buffer: Buffer.from('\x89PNG\r\n\x1a\n'),
    })
    office.trouble.expect(/4(15|22)/)
    await page.getByRole('button', { name: '上传并预览' }).click()
    await office.see(page.locator('[role="alert"], .el-form-item__error').filter({ visible: true }).first())
    expect(page.url()).toMatch(/\/import$/)
    office.untroubled()
  })

  it('what was typed survives that somebody else was faster', async () => {
    const title = '清理拖欠企业账款'
    const matter = await api.issue(title, '县财政局')
    await openMatter(office, title)
    const form = await begin(office, 'urge')
    await form.getByLabel('催办内容').fill('请于本周五前报送清欠台账。')
    await api.act('urge', matter, { color: 'blue', text: '请抓紧。' })
    office.trouble.expect(/412/)
    await form.locator('button[type="submit"]').click()
    await office.page.getByRole('button', { name: '刷新事项，保留已填内容' }).click()
    await office.page.getByRole('button', { name: '刷新事项，保留已填内容' }).waitFor({ state: 'hidden' })
    expect(await form.getByLabel('催办内容').inputValue()).toBe('请于本周五前报送清欠台账。')
    await submit(form)
    await office.read('请于本周五前报送清欠台账。')
    office.untroubled()
  })

  it('what was typed survives that the submission leaves the list under it', async () => {
    const title = '协调解决产能核增'
    const matter = await api.issue(title, '县能源局')
    const department = await Api.signIn(server, 'd17')
    const proposed = await department.act('escalation_propose', await department.act('sign', matter), {
      tried: '已完成县级初审。',
      ask: '请协调受理产能核增。',
    })
    const leader = await Person.signIn(browser, server, 'leader2')
    const { page } = leader
    await leader.go('提请市级')
    await page.getByText('拟提请', { exact: true }).first().click()
    const card = page.locator('article.card', { hasText: title })
    await card.getByRole('button', { name: '不同意提请' }).click()
    const form = page.locator('form[data-action="escalation_decline"]')
    await form.getByLabel('理由').fill('县级可以先行协调，暂不提请。')
    const otherTab = await Api.signIn(server, 'leader2')
    await otherTab.act('escalation_endorse', proposed)
    await card.waitFor({ state: 'detached' })
    expect(await form.getByLabel('理由').inputValue()).toBe('县级可以先行协调，暂不提请。')
    leader.trouble.expect(/412/)
    await form.locator('button[type="submit"]').click()
    await page.getByRole('button', { name: '刷新事项，保留已填内容' }).click()
    await page.getByRole('button', { name: '刷新事项，保留已填内容' }).waitFor({ state: 'hidden' })
    expect(await form.getByLabel('理由').inputValue()).toBe('县级可以先行协调，暂不提请。')
    leader.untroubled()
    await leader.leave()
  })

  it('what is cleared in a draft is gone, and what was not saved is there again', async () => {
    const { page } = office
    const { id } = await api.draft('编制防汛预案', '县应急管理局')
    await page.goto(`/matters/${id}/edit`)
    await page.getByLabel('备注').fill('先征求水务局意见')
    await office.go('首页')
    await page.goto(`/matters/${id}/edit`)
    await office.read('已恢复上次填写但未提交的内容')
    expect(await page.getByLabel('备注').inputValue()).toBe('先征求水务局意见')
    await page.getByLabel('立项依据').fill('')
    await page.getByRole('button', { name: '保存' }).click()
    await office.read('未填立项依据')
    await office.read('先征求水务局意见')
    office.untroubled()
  })

  it('on a phone the filters that came with a link are in sight', async () => {
    const leader = await Person.signIn(browser, server, 'leader2', {
      device: 'phone',
    })
    const { page } = leader
    await page.goto('/matters?status=verified')
    await leader.see(page.getByRole('button', { name: '筛选 · 1' }))
    await page.locator('.el-tag', { hasText: '待销号' }).locator('.el-tag__close').click()
    await page.waitForURL(/\/matters$/)
    leader.untroubled()
    await leader.leave()
  })

  it('the language is switched, kept over a reload, and switched back', async () => {
    const { page } = office
    await page.getByRole('button', { name: 'English' }).click()
    await office.see(page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Overdue audit' }))
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    await office.see(page.getByRole('link', { name: 'Overdue audit' }))
    await page.getByRole('button', { name: '中文' }).click()
    await office.see(page.getByRole('link', { name: '逾期督查' }))
    office.untroubled()
  })

  it('without the server it says so, and goes on when the server is back', async () => {
    const { page } = office
    const title = '开展节后安全生产检查'
    await api.issue(title, '县应急管理局')
    await openMatter(office, '清理拖欠企业账款')
    await office.go('督办台账')
    const link = page.getByRole('link', { name: title })
    await office.see(link)
    office.trouble.expect(/ERR_CONNECTION|failed:/)
    await server.halt()
    try {
      await link.click()
      await office.see(page.getByRole('alert').getByText('连不上服务器'))
      await office.read('实时连接中断')
      await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '工作方案' }).click()
      await office.see(page.locator('.el-message').getByText('连不上服务器'))
    } finally {
      await server.resume()
    }
    // The page heals itself with its live line, which may be there again before the click is.
    const again = page.getByRole('button', { name: '重试' })
    await again.click({ timeout: 3_000 }).catch(() => undefined)
    await office.see(page.getByRole('heading', { level: 1, name: title }))
    await page.getByText('实时连接中断').waitFor({ state: 'hidden' })
    office.untroubled()
  })

  it('signing out leaves nothing to go back to', async () => {
    const person = await Person.signIn(browser, server, 'd03')
    const { page } = person
    await openMatter(person, '清理拖欠企业账款')
    await page.locator('button.user').click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await person.see('button[data-username="d03"]')
    await page.goBack()
    await person.see('button[data-username="d03"]')
    expect(await page.getByText('清理拖欠企业账款').count()).toBe(0)
    person.untroubled()
    await person.leave()
  })

  it('a wrong password is refused in words', async () => {
    const person = await Person.arrive(browser, server, 'd04')
    const { page } = person
    person.trouble.expect(/401/)
    await page.getByLabel('用户名').fill('d04')
    await page.getByLabel('密码', { exact: true }).fill('not-the-password')
    await page.keyboard.press('Enter')
    await person.read('用户名或密码不正确。')
    person.untroubled()
    await person.leave()
  })
})
