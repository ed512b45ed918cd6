// What the peers' scripts share: the bench speaks to them in lines of JSON.
import readline from 'node:readline'

export function say(message) {
  process.stdout.write(JSON.stringify({ bench: true, ...message }) + '\n')
}

// Answers each command line with what its function returns, and the seconds it took.
export async function serveCommands(commands) {
  say({ ready: true })
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { command, ...given } = JSON.parse(line)
    const started = performance.now()
    try {
      const answer = await commands[command](given)
      say({ ok: true, seconds: (performance.now() - started) / 1000, ...answer })
    } catch (error) {
      say({ ok: false, error: String(error?.message ?? error), seconds: (performance.now() - started) / 1000 })
    }
  }
  process.exit(0)
}

// Resolves to false if the work takes longer.
export function within(milliseconds, work) {
  let timer
  const late = new Promise(resolve => (timer = setTimeout(() => resolve(false), milliseconds)))
  return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer))
}
