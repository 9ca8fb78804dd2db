/** What the promise gives, or the signal's reason if that comes first. The work itself goes on for whoever else waits. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { signal: stop.signal });
  });
  return Promise.race([promise, aborted]).finally(() => stop.abort());
}
