// A CouchDB-compatible server of the PouchDB project, in memory.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import expressPouchDB from 'express-pouchdb'
import PouchDB from 'pouchdb'
import memory from 'pouchdb-adapter-memory'
import { say } from './bench.mjs'

PouchDB.plugin(memory)
process.chdir(mkdtempSync(join(tmpdir(), 'lazarette-bench-pouchdb-')))
const app = express()
app.use(expressPouchDB(PouchDB.defaults({ adapter: 'memory' }), { mode: 'minimumForPouchDB', inMemoryConfig: true }))
const server = app.listen(0, '127.0.0.1', () => say({ ready: true, port: server.address().port }))
