// The people of the story. Each comes once, keeps the page open, and goes on where they were.
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../harness/browser'
import { Person, type PersonOptions } from '../harness/person'
import { Server } from '../harness/server'
import { picture } from '../harness/survey'

export class Cast {
  private readonly people = new Map<string, Person>()

  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly device: PersonOptions['device'],
  ) {}

  /** Everybody comes with this device unless they are said to hold another. */
  static async gather(device: PersonOptions['device']): Promise<Cast> {
    const [browser, server] = await Promise.all([launchBrowser(), Server.start()])
    return new Cast(browser, server, device)
  }

  async as(username: string, options: PersonOptions = {}): Promise<Person> {
    const known = this.people.get(username)
    if (known) {
      await known.page.bringToFront()
      return known
    }
    const person = await Person.signIn(this.browser, this.server, username, { device: this.device, ...options })
    this.people.set(username, person)
    return person
  }

  /** Nothing went wrong on anybody's page. */
  untroubled(): void {
    for (const person of this.people.values()) person.untroubled()
  }

  /** What everybody was looking at when a step failed. */
  async pictures(): Promise<void> {
    for (const person of this.people.values()) await picture(person, 'failed', { always: true }).catch(() => undefined)
  }

  async disperse(): Promise<void> {
    await this.browser.close()
    await this.server.stop()
  }
}
