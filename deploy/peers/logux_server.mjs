// A Logux server that keeps what comes, in memory.
import { Server } from '@logux/server'
import { createServer } from 'node:http'
import { say } from './bench.mjs'

let received = 0
const quiet = Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map(level => [level, () => {}]))
const http = createServer((request, response) => response.end(String(received)))
await new Promise(resolve => http.listen(0, '127.0.0.1', resolve))
const socket = createServer()
await new Promise(resolve => socket.listen(0, '127.0.0.1', resolve))
const server = new Server({
  subprotocol: 1, minSubprotocol: 1, server: socket, env: 'production',
  logger: { ...quiet, child: () => quiet }
})
server.auth(() => true)
for (const type of ['items/add', 'items/edit', 'changes/add']) {
  server.type(type, { access: () => true, process: () => { received += 1 } })
}
await server.listen()
say({ ready: true, port: socket.address().port, count_port: http.address().port })
