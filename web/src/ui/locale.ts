// Words that several features share: the contract's enumerations, units of time, everyday buttons.
import * as deadline from './deadlineLocale'
import { en as english } from './locale.en'
import { zh as chinese } from './locale.zh'

export const zh = { ...chinese, ...deadline.zh }
export const en: typeof zh = { ...english, ...deadline.en }
