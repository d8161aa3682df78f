// Somebody at the product: a profile of their own, signed in through the cards of the sign-in page.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { desktop, appearTimeout, phone } from './browser'
import type { Server } from './server'
import { Trouble } from './trouble'
import { DataWords } from './words'

export interface PersonOptions {
  device?: 'desktop' | 'phone'
}

export class Person {
  private constructor(
    readonly username: string,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly trouble: Trouble,
    readonly data: DataWords,
    readonly isOnPhone: boolean,
  ) {}

  /** Opens the sign-in page only. */
  static async arrive(
    browser: Browser,
    server: Server,
    username: string,
    { device = 'desktop' }: PersonOptions = {},
  ): Promise<Person> {
    const isOnPhone = device === 'phone'
    const context = await browser.newContext({
      baseURL: server.url,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: isOnPhone ? phone : desktop,
      hasTouch: isOnPhone,
      reducedMotion: 'reduce',
      acceptDownloads: true,
    })
    context.setDefaultTimeout(appearTimeout)
    const trouble = new Trouble(context, server.url)
    const data = new DataWords(context)
    const page = await context.newPage()
    trouble.watch(page)
    await page.goto('/sign-in')
    return new Person(username, context, page, trouble, data, isOnPhone)
  }

  static async signIn(
    browser: Browser,
    server: Server,
    username: string,
    options: PersonOptions = {},
  ): Promise<Person> {
    const person = await Person.arrive(browser, server, username, options)
    await person.page.locator(`button[data-username="${username}"]`).click()
    await person.page.waitForURL('**/home')
    await person.see('.page h1')
    return person
  }

  /** Through the menu, as a user goes; on a phone it is opened first. */
  async go(entry: string): Promise<void> {
    if (this.isOnPhone) await this.page.locator('.menu-button').click()
    await this.page.locator('nav.menu').getByRole('link', { name: entry, exact: true }).click()
    // The page may stand behind others, which draw no frames.
    await this.page.waitForFunction((name) => document.title.startsWith(name), entry, { polling: 100 })
  }

  /** Waits until it is there. */
  async see(what: string | Locator): Promise<Locator> {
    const found = typeof what === 'string' ? this.page.locator(what).first() : what
    await found.waitFor()
    return found
  }

  /** Waits until a text is somewhere on the page. */
  async read(text: string | RegExp): Promise<Locator> {
    return this.see(this.page.getByText(text).first())
  }

  /** Nothing went wrong since the last time this was asked. */
  untroubled(): void {
    expect(this.trouble.take(), `troubles of ${this.username}`).toEqual([])
  }

  async leave(): Promise<void> {
    await this.context.close()
  }
}
