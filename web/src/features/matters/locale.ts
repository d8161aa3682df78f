// Words of the ledger and of a matter's page.
export { en } from './locale.en'
export { zh } from './locale.zh'
