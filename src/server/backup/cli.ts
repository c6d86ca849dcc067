import { runCommand } from './commands.ts'

// Copies are nobody else's to read on this machine either.
process.umask(0o077)
process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  now: Date.now(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
})
