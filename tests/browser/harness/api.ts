// Prepares what a test of the pages is not about, through the HTTP interface.
import type { Server } from './server'

const password = 'duban-demo-2023'

interface Ref {
  id: string
  name: string
  post?: string | null
}
export interface Matter {
  id: string
  version: number
  title: string
}

export class Api {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(server: Server, username: string): Promise<Api> {
    const answer = await call<{ access_token: string }>(server.url, 'POST', '/auth/login', {
      body: { username, password },
    })
    return new Api(server.url, answer.access_token)
  }

  get<T>(path: string): Promise<T> {
    return call<T>(this.url, 'GET', path, { token: this.token })
  }

  send<T>(method: 'POST' | 'PATCH', path: string, body: object, version?: number): Promise<T> {
    return call<T>(this.url, method, path, { token: this.token, body, version })
  }

  act(action: string, { id, version }: Matter, body: object = {}): Promise<Matter> {
    return call<Matter>(this.url, 'POST', `/matters/${id}/actions/${action}`, {
      token: this.token,
      body,
      version,
    })
  }

  /** Registers a task for a department. */
  async draft(title: string, department: string, dueOn = '2023-03-31', more: object = {}): Promise<Matter> {
    const { items: departments } = await this.get<{ items: Ref[] }>('/departments')
    const { items: leaders } = await this.get<{
      items: (Ref & { departments: Ref[] })[]
    }>('/leaders')
    const lead = departments.find((one) => one.name === department)
    const leader = leaders.find((one) => one.departments.some(({ id }) => id === lead?.id))
    const body = {
      kind: 'task',
      title,
      requirement: `${title}，按要求办理。`,
      basis: '县政府常务会议决定',
      leader_id: leader?.id,
      lead_department_id: lead?.id,
      due_on: dueOn,
      ...more,
    }
    return call<Matter>(this.url, 'POST', '/matters', {
      token: this.token,
      body,
    })
  }

  /** Registers a task for a department and hands it over. */
  async issue(title: string, department: string, dueOn?: string): Promise<Matter> {
    return this.act('issue', await this.draft(title, department, dueOn))
  }
}

interface Call {
  token?: string
  body?: object
  version?: number
}

async function call<T>(url: string, method: string, path: string, { token, body, version }: Call): Promise<T> {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
  }
  if (token) headers.Authorization = `Bearer ${token}`
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
