/** The browser host's server, asked by raw sockets: what no browser would send, too. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve, type RunningServer } from '../../scripts/serve'
import { readSite } from '../../src/main/site'
import { SECURITY_HEADERS } from '../../src/shared/content-security-policy'

const PATIENCE = 400
let server: RunningServer
let host: string

beforeAll(async () => {
  const outside = mkdtempSync(join(tmpdir(), 'delta-lab-serve-'))
  writeFileSync(join(outside, 'secret.txt'), 'secret')
  const folder = join(outside, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html>the page')
  writeFileSync(join(folder, 'assets/worker.js'), 'export {}')
  server = await serve(readSite(folder), 0, PATIENCE)
  host = `127.0.0.1:${server.port}`
})
afterAll(() => server.close())

interface Answer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends these bytes and reads until the server has closed the connection. */
function send(request: string, address = '127.0.0.1'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, address, () => socket.write(request))
    let text = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => (text += chunk))
    socket.once('error', reject)
    socket.once('close', () => {
      const [head = '', ...body] = text.split('\r\n\r\n')
      const [status = '', ...lines] = head.split('\r\n')
      const headers = new Map(
        lines.map((line): [string, string] => {
          const at = line.indexOf(':')
          return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
        }),
      )
      resolve({ status: Number(status.split(' ')[1]), headers, body: body.join('\r\n\r\n') })
    })
  })
}

const ask = (target: string, { method = 'GET', asHost = host, more = '' } = {}): Promise<Answer> =>
  send(`${method} ${target} HTTP/1.1\r\nHost: ${asHost}\r\nConnection: close\r\n${more}\r\n`)

test('the page is served', async () => {
  const { status, headers, body } = await ask('/')
  expect([status, headers.get('content-type'), body]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<!doctype html>the page',
  ])
})

describe('it answers to its own name only, so that no site can borrow it (DNS rebinding)', () => {
  test.each([
    ['another name', 'evil.example'],
    ['another name at our port', 'evil.example:PORT'],
    ['our address without the port', '127.0.0.1'],
    ['our address at another port', '127.0.0.1:80'],
    ['our address written otherwise', '2130706433:PORT'],
    ['our address with a dot behind', 'localhost.:PORT'],
    ['our address in a longer name', '127.0.0.1:PORT.evil.example'],
    ['our address in IPv6', '[::1]:PORT'],
    ['nothing', ''],
  ])('not to %s', async (_who, asHost) => {
    const { status, body } = await ask('/', { asHost: asHost.replace('PORT', String(server.port)) })
    expect(status).toBe(403)
    expect(body).not.toContain('the page')
  })

  test('nor without any, as HTTP/1.0 may ask and HTTP/1.1 may not', async () => {
    expect((await send('GET / HTTP/1.0\r\n\r\n')).status).toBe(403)
    expect((await send('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(403)
  })

  test('but to localhost', async () => {
    expect((await ask('/', { asHost: `localhost:${server.port}` })).status).toBe(200)
  })
})

describe('it listens on this computer alone', () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address !== undefined && address.family === 'IPv4' && !address.internal)
    .map((address) => address?.address ?? '')

  test.skipIf(others.length === 0)('not on its address in the network', async () => {
    for (const address of others) await expect(send('GET / HTTP/1.0\r\n\r\n', address)).rejects.toThrow('ECONNREFUSED')
  })

  test('nor on the other addresses of the loopback', async () => {
    await expect(send('GET / HTTP/1.0\r\n\r\n', '127.0.0.2')).rejects.toThrow('ECONNREFUSED')
  })
})

describe('it serves a fixed map of files', () => {
  test.each([
    ['a step out', '/../secret.txt'],
    ['steps out from within', '/assets/../../secret.txt'],
    ['an encoded step out', '/%2e%2e/secret.txt'],
    ['an encoded slash', '/..%2fsecret.txt'],
    ['an encoded backslash', '/..%5csecret.txt'],
    ['a backslash', '/..\\secret.txt'],
    ['a step encoded twice', '/%252e%252e/secret.txt'],
    ['an overlong step', '/%c0%ae%c0%ae/secret.txt'],
    ['a null byte', '/index.html%00.txt'],
    ['two slashes', '//index.html'],
    ['a folder', '/assets'],
    ['a folder with a slash', '/assets/'],
    ['a file of the system', '/etc/passwd'],
    ['a name that every object has', '/constructor'],
    ['another one', '/__proto__'],
    ['an encoded name', '/%69ndex.html'],
    ['a whole address', 'http://127.0.0.1/index.html'],
    ['a file address', 'file:///etc/passwd'],
    ['an asterisk', '*'],
    ['15,000 characters', `/${'a'.repeat(15_000)}`],
    ['an API', '/api/files'],
  ])('in which %s is not found', async (_what, target) => {
    const { status, body } = await ask(target)
    expect(status).toBe(404)
    expect(body).not.toMatch(/secret|root:/)
  })

  test('a query changes nothing', async () => {
    expect((await ask('/index.html?file=/etc/passwd')).body).toBe('<!doctype html>the page')
  })
})

describe('it only gives', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is refused', async (method) => {
    const { status, headers } = await ask('/', { method })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('HEAD has the headers and no body', async () => {
    const { status, headers, body } = await ask('/', { method: 'HEAD' })
    expect([status, headers.get('content-length'), body]).toEqual([200, '23', ''])
  })

  test.each(['CONNECT', 'UPGRADE'])('%s opens no tunnel', async (kind) => {
    const { status } =
      kind === 'CONNECT'
        ? await ask('127.0.0.1:22', { method: 'CONNECT' })
        : await ask('/', { more: 'Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n' })
    // A tunnel is 200 for CONNECT, 101 for an upgrade.
    expect(status).not.toBe(kind === 'CONNECT' ? 200 : 101)
  })
})

describe('every answer carries the lab’s headers', () => {
  test.each([
    ['a file', 200, () => ask('/')],
    ['the worker’s script', 200, () => ask('/assets/worker.js')],
    ['what is missing', 404, () => ask('/missing')],
    ['a method that is refused', 405, () => ask('/', { method: 'POST' })],
    ['another host', 403, () => ask('/', { asHost: 'evil.example' })],
    ['an expectation', 200, () => ask('/', { more: 'Expect: a-miracle\r\n' })],
    ['what is no request', 400, () => send('\u0000\u0001\u0002 nonsense\r\n\r\n')],
    ['a header that is none', 400, () => send(`GET / HTTP/1.1\r\nHost: ${host}\r\nno colon\r\n\r\n`)],
    ['two lengths (request smuggling)', 400, () => ask('/', { more: 'Content-Length: 1\r\nContent-Length: 2\r\n' })],
    ['headers without end', 431, () => ask('/', { more: `X: ${'x'.repeat(40_000)}\r\n` })],
    ['an address without end', 431, () => ask(`/${'a'.repeat(40_000)}`)],
    ['a request that never ends', 408, () => send(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `)],
  ] as const)('%s: %d', async (_what, expected, asked) => {
    const { status, headers } = await asked()
    expect(status).toBe(expected)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name.toLowerCase())).toBe(value)
    // No other site may read an answer.
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

test('many slow clients keep nobody else from the page', async () => {
  const sockets = Array.from({ length: 60 }, () => connect(server.port, '127.0.0.1'))
  for (const socket of sockets) {
    socket.on('error', () => undefined)
    socket.write('GET / HTTP/1.1\r\n')
  }
  expect((await ask('/')).status).toBe(200)
  const closed = sockets.map((socket) => new Promise((done) => socket.once('close', done)))
  for (const socket of sockets) socket.resume()
  await Promise.all(closed)
  expect((await ask('/')).status).toBe(200)
})
