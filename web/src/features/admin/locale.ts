// Words of accounts, settings, audit trail and sessions.
export { en } from './locale.en'
export { zh } from './locale.zh'
