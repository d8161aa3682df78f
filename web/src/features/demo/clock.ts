// How the demonstration clock is written and moved.

const zone = 'Asia/Shanghai'

/** '2023-02-27 周一 09:00' in the county's zone. */
export function writeClock(now: string, language: string): string {
  const at = new Date(now)
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at)
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'short' }).format(at)
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(at)
  return `${date} ${day} ${time}`
}

/** Office hours begin at nine: the instant to which a chosen date moves the clock. */
export const morningOf = (date: string): string => `${date}T09:00:00+08:00`
