// A PouchDB on board that replicates to the server.
import { readFileSync } from 'node:fs'
import PouchDB from 'pouchdb'
import memory from 'pouchdb-adapter-memory'
import { serveCommands, within } from './bench.mjs'

PouchDB.plugin(memory)
let local, remoteUrl, directUrl

async function delivered() {
  return (await new PouchDB(directUrl).info()).doc_count
}

async function replicate(options) {
  return local.replicate.to(new PouchDB(remoteUrl), options)
}

await serveCommands({
  async open({ name, through, direct, file }) {
    local = new PouchDB(name, { adapter: 'memory' })
    remoteUrl = `${through}/${name}`
    directUrl = `${direct}/${name}`
    await new PouchDB(directUrl).info()
    await local.bulkDocs(JSON.parse(readFileSync(file)).map(({ id, ...rest }) => ({ _id: id, ...rest })))
    return {}
  },
  async add({ file }) {
    await local.bulkDocs(JSON.parse(readFileSync(file)).map(({ id, ...rest }) => ({ _id: id, ...rest })))
    return {}
  },
  async edit({ ids, unit }) {
    for (const id of ids) await local.put({ ...(await local.get(id)), unit })
    return {}
  },
  async push({ batch_size }) {
    const done = await replicate(batch_size ? { batch_size } : {})
    return { written: done.docs_written, delivered: await delivered() }
  },
  async attempts({ count, seconds }) {
    const until = Date.now() + 1000 * seconds
    let attempts = 0
    let complete = false
    while (!complete && attempts < count && Date.now() < until) {
      attempts += 1
      const run = local.replicate.to(new PouchDB(remoteUrl))
      const ended = run.then(() => (complete = true), () => {})
      if (!(await within(until - Date.now(), ended))) run.cancel()
    }
    return { attempts, complete, delivered: await delivered() }
  }
})
