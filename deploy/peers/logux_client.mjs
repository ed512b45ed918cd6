// A Logux client on board. Acknowledged is what the server said it had processed.
import { readFileSync } from 'node:fs'
import { Client } from '@logux/client'
import { WebSocket } from 'ws'
import { serveCommands, within } from './bench.mjs'

globalThis.WebSocket = WebSocket
process.on('uncaughtException', () => {}) // a cut socket
let client, acknowledged, pending

function make(server, pause) {
  acknowledged = 0
  pending = []
  client = new Client({
    server, subprotocol: 1, userId: 'mia', token: '', allowDangerousProtocol: true,
    minDelay: pause, maxDelay: pause, attempts: Infinity
  })
}

function sync(type, values) {
  for (const value of values) {
    pending.push(client.sync({ type, ...value }).then(() => (acknowledged += 1), () => {}))
  }
}

await serveCommands({
  async open({ through }) {
    make(through, 1000)
    client.start()
    await client.node.waitFor('synchronized')
    return {}
  },
  async close() {
    client.destroy()
    return {}
  },
  async push({ type, file }) {
    sync(type, JSON.parse(readFileSync(file)))
    await Promise.all(pending)
    return { delivered: acknowledged }
  },
  async edit({ ids, unit }) {
    sync('items/edit', ids.map(id => ({ id, unit })))
    await Promise.all(pending)
    return { delivered: acknowledged }
  },
  async attempts({ through, type, file, count, seconds }) {
    make(through, 200)
    let attempts = 0
    let stop
    const enough = new Promise(resolve => (stop = resolve))
    client.node.on('state', () => {
      if (client.state === 'connecting' && ++attempts > count) stop()
    })
    client.start()
    sync(type, JSON.parse(readFileSync(file)))
    const all = Promise.all(pending).then(() => true)
    await within(1000 * seconds, Promise.race([all, enough]))
    client.destroy()
    return { attempts: Math.min(attempts, count), delivered: acknowledged }
  }
})
