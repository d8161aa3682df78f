// One Chromium for a file of tests; every person has a profile of their own in it.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** How long anything may take to appear. Two busy cores, a debug build, and other tests at the same time. */
export const appearTimeout = 60_000

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launchBrowser(): Promise<Browser> {
  const candidates = [
    process.env.DUBAN_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const executablePath = candidates.find((path) => path && existsSync(path))
  if (!executablePath) throw new Error('no Chromium: set DUBAN_CHROMIUM or install the package chromium')
  return chromium.launch({ executablePath, args: flags })
}
