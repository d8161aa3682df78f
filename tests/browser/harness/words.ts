// Chinese on an English page: names and texts that people wrote may stand there, the product's own words may not.
import type { BrowserContext, Page, Response } from 'playwright-core'

const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/

/** Everything in Chinese that the server sent to somebody: what people wrote, and what they are called. */
export class DataWords {
  private readonly words = new Set<string>()
  private reading: Promise<void>[] = []

  constructor(context: BrowserContext) {
    context.on('response', (response) => this.reading.push(this.read(response)))
  }

  /** A text without the server's words. */
  async strip(texts: string[]): Promise<string[]> {
    await Promise.all(this.reading.splice(0))
    const longestFirst = [...this.words].sort((a, b) => b.length - a.length)
    return texts.map((text) => {
      let rest = text
      for (const word of longestFirst) {
        if (!chinese.test(rest)) break
        rest = rest.replaceAll(word, '')
      }
      // A quotation is an example of what people write. Names may hold quotation marks, so they come first.
      return rest.replace(/["“][^"”]*["”]/g, '')
    })
  }

  private async read(response: Response): Promise<void> {
    // Answers and refusals alike; a refusal keeps the language in which it was asked for.
    const isData = response.url().includes('/api/') && /json/.test(response.headers()['content-type'] ?? '')
    // A page that was left takes its answers with it.
    if (isData) this.collect(await response.json().catch(() => null))
  }

  private collect(value: unknown): void {
    if (typeof value === 'string') {
      // Lines that a person wrote are shown line by line.
      for (const line of value.split('\n')) if (chinese.test(line)) this.words.add(line.trim())
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) this.collect(inner)
    }
  }
}

/** The product's own Chinese on a page that is to be English. */
export async function chineseLeft(page: Page, data: DataWords): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement
      if (holder?.checkVisibility() && !holder.closest('[lang]:not(html)')) found.push(node.textContent ?? '')
    }
    const attributes = ['aria-label', 'title', 'placeholder', 'alt']
    for (const name of attributes)
      for (const element of document.querySelectorAll(`[${name}]`))
        if (element.checkVisibility()) found.push(element.getAttribute(name) ?? '')
    return [document.title, ...found].map((text) => text.trim())
  })
  const texts = [...new Set(shown)].filter((text) => chinese.test(text))
  const left = await data.strip(texts)
  return texts
    .filter((_, at) => chinese.test(left[at] ?? ''))
    .map((text) => `Chinese on an English page: ${text.slice(0, 80)}`)
}
