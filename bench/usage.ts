/** What a process has used up, told to the one that started it whenever it asks. */
export interface Usage {
  /** CPU time of all threads since the start, in microseconds. */
  readonly cpu: number;
  /** Bytes in memory now, and how many of them are the objects on the heap. */
  readonly rss: number;
  readonly heapUsed: number;
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpu: user + system, rss, heapUsed } satisfies Usage);
});
process.on('disconnect', () => process.exit());
// It must not keep alive what would otherwise end.
process.channel?.unref();
