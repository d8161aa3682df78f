// What is typed into a field of a number or a date. It is never changed into something else: where it is no such thing,
// the form keeps the text and says so.
import { useI18n } from 'vue-i18n'

/** A whole number, no number at all, or the text that is none. */
export type NumberInput = number | string | null

/** The same shape with numbers as they are typed. */
export type WithNumberInputs<T> = T extends number
  ? NumberInput
  : T extends (infer Item)[]
    ? WithNumberInputs<Item>[]
    : T extends object
      ? { [Key in keyof T]: WithNumberInputs<T[Key]> }
      : T

export interface Range {
  min: number
  max: number
}

/** Digits of full width, as a Chinese keyboard types them, are digits. */
export function parseInteger(text: string): NumberInput {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2212\u2013]/g, '-')
    .trim()
  if (plain === '') return null
  return /^[+-]?\d{1,9}$/.test(plain) ? Number(plain) : text
}

export const isInRange = (value: NumberInput, { min, max }: Range): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max

const two = (n: number): string => String(n).padStart(2, '0')

/** A day of the calendar as YYYY-MM-DD, however it is written: 2023-3-5, 2023/03/05, 2023年3月5日, 20230305. */
export function parseDate(text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(plain)
  if (!parts) return null
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? `${parts[1]}-${two(month)}-${two(day)}` : null
}

/** Whether a field of a date holds a text that is no day. */
export const isInvalidDate = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && parseDate(value) !== value

/** The messages of these fields; empty where nothing is wrong. */
export function useInputErrors() {
  const { t } = useI18n()
  return {
    numberError: (field: string, value: NumberInput, range: Range): string =>
      isInRange(value, range) ? '' : t('ui.whole_number', { field, ...range }),
    dateError: (value: unknown): string => (isInvalidDate(value) ? t('ui.no_day', { text: value as string }) : ''),
  }
}
