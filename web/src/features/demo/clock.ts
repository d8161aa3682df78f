// How the demonstration clock is written and moved.
import { minuteOf, weekdayName } from '@/lib/dates'

/** '2023-02-27 周一 09:00' in the county's zone. */
export const writeClock = (now: string, language: string): string =>
  minuteOf(now).replace(' ', ` ${weekdayName(now, language)} `)

/** Office hours begin at nine: the instant to which a chosen date moves the clock. */
export const morningOf = (date: string): string => `${date}T09:00:00+08:00`
