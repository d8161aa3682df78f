// Until openapi.json is generated the paths are open; callers name the result: unwrap<Me>(api.GET('/api/v1/me')).
/* eslint-disable @typescript-eslint/no-explicit-any */
interface Operation {
  parameters: { query?: Record<string, any>; header?: Record<string, any>; path?: Record<string, any>; cookie?: never }
  requestBody?: { content: { 'application/json': any } }
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': any } } }
}
interface Operations { get: Operation; post: Operation; put: Operation; patch: Operation; delete: Operation }
export type paths = Record<`/api/v1/${string}`, Operations>
