// Dates as people read them. Calendar dates stay strings; instants are shown in the region's time zone.
const zone = 'Asia/Shanghai'

/** 2023-03-05 in the region's zone. */
export function dateOf(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant))
}

/** 2023-03-05 09:07 in the region's zone. */
export function minuteOf(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  )
}

/** Monday, 周一: the day of the week in the region's zone. */
export const weekdayName = (instant: string, language: string): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'short' }).format(new Date(instant))

/** 3-5 for the strip of days. */
export const monthDay = (date: string): string => `${Number(date.slice(5, 7))}-${Number(date.slice(8, 10))}`

/** Monday is 0. */
export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}
