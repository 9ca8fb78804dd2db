/** What is going to happen, in order of time; equal times run in the order in which they were planned. */
export interface Schedule {
  /** Plans `run`, in whole milliseconds, and returns a function that calls it off. */
  at(time: number, run: (now: number) => void): () => void;
  /** Runs everything that is due up to and including `until`, also what is planned meanwhile. `arrive` hears each time first. */
  runUntil(until: number, arrive: (at: number) => void): void;
}

interface Entry {
  readonly time: number;
  readonly order: number;
  readonly run: (now: number) => void;
  cancelled: boolean;
}

export function createSchedule(): Schedule {
  const heap: Entry[] = [];
  let order = 0;
  return {
    at(time, run) {
      const entry: Entry = { time: Math.ceil(time), order, run, cancelled: false };
      order += 1;
      push(heap, entry);
      return () => {
        entry.cancelled = true;
      };
    },
    runUntil(until, arrive) {
      for (let first = heap[0]; first !== undefined && first.time <= until; first = heap[0]) {
        pop(heap);
        if (first.cancelled) continue;
        arrive(first.time);
        first.run(first.time);
      }
    },
  };
}

function before(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !before(entry, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    const child = right !== undefined && left !== undefined && before(right, left) ? right : left;
    if (child === undefined || !before(child, last)) break;
    heap[index] = child;
    index = child === left ? 2 * index + 1 : 2 * index + 2;
  }
  heap[index] = last;
}
