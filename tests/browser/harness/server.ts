// The server under test: a fresh demonstration county in a folder of its own, on a port of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { inject } from 'vitest'
import { binary, environment } from './binary'

export interface ServerOptions {
  /** Start in mid-March 2023 with the ledger played forward, instead of on the first day. */
  played?: boolean
}

const startTimeout = 90_000

export class Server {
  private constructor(
    private readonly dataDir: string,
    private child: ChildProcess,
    readonly url: string,
    private readonly options: ServerOptions,
  ) {}

  static async start(options: ServerOptions = {}): Promise<Server> {
    const dataDir = mkdtempSync(join(tmpdir(), 'duban-browser-'))
    cpSync(inject('counties')[options.played ? 'played' : 'firstDay'], dataDir, { recursive: true })
    const { child, url } = await launch(dataDir, '127.0.0.1:0', options)
    return new Server(dataDir, child, url, options)
  }

  /** Ends the process; the data stay. */
  async halt(): Promise<void> {
    const { child } = this
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await gone
  }

  /** Starts again on the same data and the same port. */
  async resume(): Promise<void> {
    const { child } = await launch(this.dataDir, new URL(this.url).host, this.options)
    this.child = child
  }

  async stop(): Promise<void> {
    await this.halt()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

function launch(
  dataDir: string,
  listen: string,
  { played }: ServerOptions,
): Promise<{ child: ChildProcess; url: string }> {
  const args = ['serve', '--demo', ...(played ? ['--played'] : []), '--listen', listen, '--data-dir', dataDir]
  const child = spawn(binary(), args, {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line))
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail(new Error(`the server was not ready after ${startTimeout} ms:\n${said.join('\n')}`))
    }, startTimeout)
    child.once('error', fail)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(new Error(`the server ended at its start (${code ?? signal}):\n${said.join('\n')}`))
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^listening on (http:\/\/\S+)/.exec(line)?.[1]
      if (!url) return void said.push(line)
      clearTimeout(timer)
      done({ child, url })
    })
  })
}
