// Words that several features share: the contract's enumerations, units of time, everyday buttons.
export { en } from './locale.en'
export { zh } from './locale.zh'
