// Users, settings and the audit trail under the names that the administration pages use: aliases of the generated schema.
import type { components } from './schema'
import type { Answer, Event } from './types'

type Schemas = components['schemas']

export type User = Answer<Schemas['UserView']>

export type NewUser = Schemas['NewUser']
export type PatchUser = Schemas['PatchUser']
/** What a form edits of an account, new or not. */
export type UserFields = Required<Omit<NewUser, 'username' | 'password'>>

export type RuleKey = Schemas['RuleKey']
export type Recipient = Schemas['Recipient']
export type AlertStep = Answer<Schemas['Step']>
export type AlertRule = Answer<Schemas['Rule']>
export type Settings = Answer<Schemas['Settings']>

export type TrailEvent = Event
/** What the trail holds beside the actions on matters. */
export type SystemEvent = Schemas['SystemEvent']
