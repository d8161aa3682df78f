// The network goes at each point of a form's life: nothing is written that the screen does not show as sent, nothing
// that was typed is lost, and when the network is back nothing happens by itself.
import type { Browser, Locator, Request } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Api, type Matter } from './harness/api'
import { launchBrowser } from './harness/browser'
import { begin } from './harness/matter'
import { Person } from './harness/person'
import { Server } from './harness/server'
import { waitForContent } from './harness/survey'

const networkError = '连不上服务器，请检查网络后重试。'
const unit = '县发展和改革局'

describe('without the network', () => {
  let browser: Browser
  let server: Server
  let office: Api
  let handler: Api
  let person: Person
  let matter: Matter
  /** What the page asked the server to write. */
  let writes: string[]
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), Server.start()])
    ;[office, handler] = await Promise.all([Api.signIn(server, 'ducha2'), Api.signIn(server, 'd01')])
    person = await Person.signIn(browser, server, 'd01')
    person.trouble.expect(/failed:|ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_ABORTED/)
    person.page.on('request', (request: Request) => {
      if (request.method() !== 'GET') writes.push(request.postData() ?? request.url())
    })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  beforeEach(async ({ task }) => {
    writes = []
    await person.context.setOffline(false)
    matter = await handler.act('sign', await office.issue(task.name, unit))
    await person.page.goto(`/matters/${matter.id}`)
    await waitForContent(person.page)
  })

  const goOffline = (): Promise<void> => person.context.setOffline(true)
  /** Back again, and the page has noticed. */
  async function comeBack(): Promise<void> {
    await person.context.setOffline(false)
    await person.page.locator('.offline').waitFor({ state: 'hidden' })
    await waitForContent(person.page)
  }
  const reported = async (): Promise<string[]> => {
    const { items } = await office.get<{ items: { progress: string }[] }>(`/matters/${matter.id}/reports`)
    return items.map(({ progress }) => progress)
  }
  const open = (): Promise<Locator> => begin(person, 'report')
  const words = (form: Locator): Locator => form.getByLabel('进展情况')
  const send = (form: Locator): Promise<void> => form.locator('button[type="submit"]').click()
  const seesNetworkError = (): Promise<Locator> => person.see(person.page.locator('.errors').getByText(networkError))
  const close = async (form: Locator): Promise<void> => {
    await form.getByRole('button', { name: '取消' }).click()
    await form.waitFor({ state: 'hidden' })
  }
  /** Nothing was written while the network was away, nor when it came back. */
  async function untouched(): Promise<void> {
    await comeBack()
    expect(await reported()).toEqual([])
  }
  async function sendAndSee(form: Locator, text: string): Promise<void> {
    writes = []
    await send(form)
    await form.waitFor({ state: 'hidden' })
    expect(await reported()).toEqual([text])
    expect(writes).toHaveLength(1)
    await person.see(person.page.locator('main').getByText(text).first())
    person.untroubled()
  }

  it.each<[string, (form: () => Promise<Locator>) => Promise<Locator>]>([
    [
      'before the form opens',
      async (form) => {
        await goOffline()
        const opened = await form()
        await words(opened).fill('完成三成')
        return opened
      },
    ],
    [
      'while it is filled in',
      async (form) => {
        const opened = await form()
        await words(opened).fill('完成')
        await goOffline()
        await words(opened).fill('完成三成')
        return opened
      },
    ],
    [
      'when it is sent',
      async (form) => {
        const opened = await form()
        await words(opened).fill('完成三成')
        await goOffline()
        return opened
      },
    ],
  ])('gone %s', async (_, prepare) => {
    const form = await prepare(open)
    await send(form)
    await seesNetworkError()
    expect(await words(form).inputValue()).toBe('完成三成')
    const tried = writes.length
    await untouched()
    expect(writes).toHaveLength(tried)
    expect(await words(form).inputValue()).toBe('完成三成')
    await sendAndSee(form, '完成三成')
  })

  it('gone before the answer', async () => {
    const { page } = person
    const form = await open()
    await words(form).fill('完成三成')
    await page.route('**/actions/report', async (route) => {
      await route.fetch()
      await route.abort('internetdisconnected')
    })
    await send(form)
    await seesNetworkError()
    await person.read('原样再次提交，不会重复办理')
    expect(await words(form).inputValue()).toBe('完成三成')
    await page.unroute('**/actions/report')
    await sendAndSee(form, '完成三成')
  })

  it('gone when it is closed, and what was given up is not done', async () => {
    let form = await open()
    await words(form).fill('写错了')
    await goOffline()
    await send(form)
    await seesNetworkError()
    await close(form)
    const tried = writes.length
    await untouched()
    expect(writes).toHaveLength(tried)
    form = await open()
    await person.read('已恢复上次填写但未提交的内容')
    expect(await words(form).inputValue()).toBe('写错了')
  })

  it('gone when it is opened again, and the second text is the one that counts', async () => {
    let form = await open()
    await words(form).fill('第一稿')
    await goOffline()
    await send(form)
    await seesNetworkError()
    await close(form)
    form = await open()
    await words(form).fill('第二稿')
    await untouched()
    expect(await words(form).inputValue()).toBe('第二稿')
    await sendAndSee(form, '第二稿')
  })

  it.each([
    ['taken', '“反馈进展”已完成', ['完成三成']],
    ['lost', '没有得到答复', []],
  ])('gone while the form is closed over a send that is %s', async (became, says, left) => {
    const { page } = person
    const form = await open()
    await words(form).fill('完成三成')
    let answer: () => void = () => undefined
    const held = new Promise<void>((done) => (answer = done))
    await page.route('**/actions/report', async (route) => {
      await held
      await (became === 'taken' ? route.continue() : route.abort('internetdisconnected'))
    })
    await send(form)
    await close(form)
    answer()
    await person.see(page.locator('.el-message').getByText(says).first())
    expect(await reported()).toEqual(left)
    await page.unroute('**/actions/report')
  })

  it('gone while a matter is registered', async () => {
    const registrar = await Person.signIn(browser, server, 'ducha1')
    const { page } = registrar
    registrar.trouble.expect(/failed:|ERR_INTERNET_DISCONNECTED/)
    const { id } = await office.draft('编制断网应急预案', unit)
    await page.goto(`/matters/${id}/edit`)
    await page.getByLabel('备注').fill('断网时填写')
    await registrar.context.setOffline(true)
    await page.getByRole('button', { name: '保存' }).click()
    await registrar.see(page.locator('.errors').getByText(networkError))
    await registrar.context.setOffline(false)
    await page.locator('.offline').waitFor({ state: 'hidden' })
    expect(await office.get(`/matters/${id}`)).toMatchObject({ remark: null })
    expect(await page.getByLabel('备注').inputValue()).toBe('断网时填写')
    await page.getByRole('button', { name: '保存' }).click()
    await page.waitForURL(/matters\/[0-9a-f-]{36}$/)
    expect(await office.get(`/matters/${id}`)).toMatchObject({ remark: '断网时填写' })
    await registrar.leave()
  })

  it('a list says so at once and heals', async () => {
    const { page } = person
    await person.go('督办台账')
    await waitForContent(page)
    await page.goto(`/matters/${matter.id}`)
    await waitForContent(page)
    await goOffline()
    await page
      .getByRole('button', { name: '加载更多' })
      .or(page.locator('nav.menu a', { hasText: '消息' }))
      .first()
      .click()
    await person.see(page.getByText('连不上服务器').first())
    await comeBack()
    person.untroubled()
  })

  it('signing in says so at once, and keeps what was typed', async () => {
    const guest = await Person.arrive(browser, server, 'd02')
    const { page } = guest
    guest.trouble.expect(/failed:|ERR_INTERNET_DISCONNECTED/)
    await page.getByLabel('用户名').fill('d02')
    await page.getByLabel('密码', { exact: true }).fill('duban-demo-2023')
    await guest.context.setOffline(true)
    await page.keyboard.press('Enter')
    await guest.see(page.getByRole('alert').getByText(networkError))
    await guest.context.setOffline(false)
    expect(await page.getByLabel('用户名').inputValue()).toBe('d02')
    expect(page.url()).toMatch(/sign-in/)
    await page.getByLabel('密码', { exact: true }).press('Enter')
    await page.waitForURL('**/home')
    await guest.leave()
  })
})
