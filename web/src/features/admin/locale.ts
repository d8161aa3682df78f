// Words of the administration pages, Chinese and English; those of the audit trail are with it.
import * as audit from './audit/locale'
import * as home from './home/locale'
import { en as english } from './locale.en'
import { zh as chinese } from './locale.zh'

export const zh = { admin: { ...chinese.admin, ...audit.zh, ...home.zh } }
export const en: typeof zh = { admin: { ...english.admin, ...audit.en, ...home.en } }
