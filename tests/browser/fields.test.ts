// Numbers, dates and lengths as people type them: what cannot be sent stays as it is and is refused in our own words.
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations } from './harness/accessibility'
import { Api, type Matter } from './harness/api'
import { launchBrowser } from './harness/browser'
import { begin } from './harness/matter'
import { Person } from './harness/person'
import { Server } from './harness/server'
import { waitForContent } from './harness/survey'

describe('fields', () => {
  let browser: Browser
  let server: Server
  let office: Api
  let matter: Matter
  let handler: Person
  let registrar: Person
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), Server.start()])
    office = await Api.signIn(server, 'ducha2')
    const department = await Api.signIn(server, 'd01')
    matter = await department.act('sign', await office.issue('反馈任意百分比', '县发展和改革局'))
    handler = await Person.signIn(browser, server, 'd01')
    registrar = await Person.signIn(browser, server, 'ducha1')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const errorAt = (field: Locator): Locator =>
    field.locator('xpath=ancestor::*[contains(@class, "is-error")][1]').locator('.el-form-item__error')

  it.each<[string, number | string]>([
    ['0', 0],
    ['1', 1],
    ['47', 47],
    ['４８', 48],
    ['98', 98],
    ['100', 100],
    ['101', '完成进度（%）须为0至100的整数。'],
    ['-1', '完成进度（%）须为0至100的整数。'],
    ['47.5', '完成进度（%）须为0至100的整数。'],
    ['', '必填'],
  ])('a report of %j percent: %s', async (typed, expected) => {
    const { page } = handler
    await page.goto(`/matters/${matter.id}`)
    const form = await begin(handler, 'report')
    const percent = form.locator('input[name="percent"]')
    await form.getByLabel('进展情况').fill(`完成${typed}`)
    await percent.fill(typed)
    await percent.press('Enter')
    if (typeof expected === 'number') {
      await form.waitFor({ state: 'hidden' })
      expect(await office.get(`/matters/${matter.id}`)).toMatchObject({ progress_percent: expected })
    } else {
      await errorAt(percent).getByText(expected).waitFor()
      expect([await percent.inputValue(), await percent.evaluate((one) => one === document.activeElement)]).toEqual([
        typed,
        true,
      ])
      expect(await axeViolations(page)).toEqual([])
      // Nothing is left for the next one.
      await percent.fill('0')
      await form.getByLabel('进展情况').fill('')
      await form.getByRole('button', { name: '取消' }).click()
    }
    handler.untroubled()
  })

  it('a text that is pasted too long stays whole', async () => {
    const { page } = handler
    await page.goto(`/matters/${matter.id}`)
    const form = await begin(handler, 'report')
    const progress = form.getByLabel('进展情况')
    await progress.fill('长'.repeat(2001))
    await form.locator('button[type="submit"]').click()
    await errorAt(progress).getByText('最多2000字，现有2001字。').waitFor()
    expect(await progress.inputValue()).toHaveLength(2001)
    handler.untroubled()
  })

  it.each([
    ['2023-02-30', '“2023-02-30”不是有效的日期'],
    ['下月底', '“下月底”不是有效的日期'],
    ['2023年3月5日', ''],
  ])('a date that is typed as %s', async (typed, refusal) => {
    const { page } = registrar
    await page.goto('/matters/new')
    await waitForContent(page)
    const date = page.locator('main .el-form-item', { hasText: '办理时限' }).locator('.el-date-editor input')
    await date.fill(typed)
    await page.getByLabel('事项名称').click()
    if (refusal) await registrar.see(page.locator('.el-form-item__error').getByText(refusal))
    else expect(await date.inputValue()).toBe('2023-03-05')
    registrar.untroubled()
  })

  it('working days and a day of the month', async () => {
    const { page } = registrar
    await page.goto('/matters/new')
    await waitForContent(page)
    await page.getByText('工作日数', { exact: true }).click()
    const field = page.locator('main .el-input-number input').first()
    await field.fill('0')
    await page.getByRole('button', { name: '登记为草稿' }).click()
    await registrar.see(page.locator('.el-form-item__error').getByText('须为1至750的整数'))
    expect(await field.inputValue()).toBe('0')
    registrar.untroubled()
  })

  it('a setting beyond its limits', async () => {
    const { page } = registrar
    await page.goto('/settings')
    await waitForContent(page)
    await page.getByLabel('签收时限（工作日）').fill('99')
    await page.locator('.offset input').first().fill('明天')
    await page.getByRole('button', { name: '保存' }).click()
    await registrar.see(page.getByText('签收时限（工作日）须为1至30的整数。'))
    await registrar.see(page.locator('.step .error').getByText('须为-60至500的整数'))
    expect(await page.getByLabel('签收时限（工作日）').inputValue()).toBe('99')
    registrar.untroubled()
  })
})
