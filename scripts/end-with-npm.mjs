// npm starts a command through a shell, and passes SIGTERM on to the shell alone: without this, `npm run platform`
// would be gone and the platform still there. Loaded ahead of a command that runs until it is told to end.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}
