// The writes of actions: on one matter, on many, and the batch to the city.
import { type Ref, shallowRef } from 'vue'
import { api, invalidateMatters, queryClient, unwrap, versionHeader } from '@/api/client'
import { type Attempt, idempotencyHeader } from '@/api/idempotency'
import type { Action, ActionInput, Matter } from '@/api/types'
import { useWrite } from '@/ui/write'

/** Which form the input takes follows from the action; the table of forms knows. */
export type FormInput = Record<string, unknown>
export interface Act {
  id: string
  version: number
  action: Action
  input: FormInput
}

/** The answer to a write is the matter as it then stands. */
function showMatter(matter: Matter): void {
  queryClient.setQueryData(['matter', matter.id], matter)
  invalidateMatters(matter.id)
}

type Last = Ref<Attempt | null>

/** Acts on one matter. The answer is the matter as it then stands, so the page shows it at once. */
export const useAct = (last: Last = shallowRef(null)) =>
  useWrite<Matter, Act>(
    (act, signal) => {
      const { id, version, action, input } = act
      const header = { ...versionHeader(version), ...idempotencyHeader(last, act) }
      return unwrap(
        api.POST('/api/v1/matters/{id}/actions/{action}', {
          params: { path: { id, action }, header },
          body: input as ActionInput,
          signal,
        }),
      )
    },
    { onSuccess: showMatter },
  )

export interface BatchAct {
  action: Action
  items: { id: string; version: number }[]
  input: FormInput
}

/** As many matters as one transaction of the server takes. */
export const batchLimit = 200

/** Acts on many matters in one transaction: all or none. */
export const useActOnMany = (last: Last = shallowRef(null)) =>
  useWrite<unknown, BatchAct>(
    (act, signal) => {
      const { action, items, input } = act
      return unwrap(
        api.POST('/api/v1/matters/actions/{action}', {
          params: { path: { action }, header: idempotencyHeader(last, act) },
          body: { items, input: input as ActionInput },
          signal,
        }),
      )
    },
    { onSuccess: () => invalidateMatters() },
  )

export interface NewBatch {
  document_number: string
  document_on: string
  items: { id: string; version: number }[]
}

/** Submits all chosen ones with one document, in one transaction. */
export const useSubmitBatch = (last: Last = shallowRef(null)) =>
  useWrite<{ document_number: string; count: number }, NewBatch>(
    (body, signal) =>
      unwrap(
        api.POST('/api/v1/escalation-batches', { body, params: { header: idempotencyHeader(last, body) }, signal }),
      ),
    { onSuccess: () => invalidateMatters() },
  )
