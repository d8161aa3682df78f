// What a page must not do while somebody works with it: write errors, fail requests, talk to another host.
import type { BrowserContext, ConsoleMessage, Page, Request, Response } from 'playwright-core'

export class Trouble {
  private readonly found: string[] = []
  private expected: RegExp[] = []

  constructor(
    context: BrowserContext,
    private readonly origin: string,
  ) {
    context.on('request', (request) => this.onRequest(request))
    context.on('response', (response) => this.onResponse(response))
    context.on('requestfailed', (request) => this.onFailed(request))
  }

  watch(page: Page): void {
    page.on('console', (message) => this.onConsole(message))
    page.on('pageerror', (error) => this.note(`exception: ${error.message}`))
  }

  /** From now on these are part of the test: a refused write, a server that is down. */
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns)
  }

  /** What was found since the last call. */
  take(): string[] {
    return this.found.splice(0).filter((line) => !this.expected.some((pattern) => pattern.test(line)))
  }

  private note(line: string): void {
    this.found.push(line)
  }

  private onConsole(message: ConsoleMessage): void {
    if (message.type() === 'error' || message.type() === 'warning') {
      this.note(`console ${message.type()}: ${message.text()} (${message.location().url})`)
    }
  }

  private onRequest(request: Request): void {
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && origin !== this.origin)
      this.note(`another host: ${request.url()}`)
  }

  private onResponse(response: Response): void {
    if (response.status() >= 400) {
      this.note(
        `${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}${new URL(response.url()).search}`,
      )
    }
  }

  private onFailed(request: Request): void {
    const reason = request.failure()?.errorText ?? ''
    // Leaving a page ends its feed and the questions whose answers nobody waits for any more.
    if (reason !== 'net::ERR_ABORTED') this.note(`failed: ${request.method()} ${request.url()} ${reason}`)
  }
}
