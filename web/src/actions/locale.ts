// Words of the forms of actions.
export { en } from './locale.en'
export { zh } from './locale.zh'
