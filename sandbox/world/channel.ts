import type { System } from "../../app/inventory/index.ts";
import type { Journal } from "./journal.ts";
import type { Effect } from "./faults/contract.ts";
import type { Cell } from "./stock.ts";

export type HandoffName = "wms_erp" | "erp_storefront";
export type Flow = "stock" | "orders";

export interface Message<Payload> {
  readonly cell: Cell;
  readonly queuedAt: number;
  readonly payload: Payload;
}

export interface ChannelOptions<Payload> {
  readonly handoff: HandoffName;
  readonly flow: Flow;
  readonly into: System;
  /** In whose log the runs stand: the storefront keeps none. */
  readonly teller: System;
  readonly journal: Journal;
  readonly effects: () => readonly Effect[];
  readonly deliver: (message: Message<Payload>, now: number) => void;
  /** Of several messages about one cell, deliver the newest only. */
  readonly newestOnly: boolean;
  /** What stands in the queue for these cells besides what changed: rules that write the same keys in every run. */
  readonly capture: ((cell: Cell) => Payload) | null;
}

/** The state of one queue, as its keeper tells it. */
export interface ChannelHealth {
  readonly queued: number;
  readonly failed: number;
  readonly throttled: number;
  readonly oldestQueuedAt: number | null;
  readonly lastSuccessAt: number | null;
}

/** One flow of one handoff: a queue per location and the runs that empty it. */
export interface Channel<Payload> {
  readonly handoff: HandoffName;
  readonly flow: Flow;
  enqueue(cell: Cell, payload: Payload, now: number): void;
  run(locationId: string, now: number): void;
  /** Sends the waiting messages of these cells at once, where nothing holds them. Returns how many cells still wait. */
  hurry(cells: readonly Cell[], now: number): number;
  /** Puts back what a rule had thrown away for these cells. */
  restore(cells: readonly Cell[]): void;
  health(): ChannelHealth;
}

interface Line<Payload> {
  waiting: Message<Payload>[];
  readonly dropped: Message<Payload>[];
  failed: number;
  throttled: number;
  lastSuccessAt: number | null;
}

export function createChannel<Payload>(options: ChannelOptions<Payload>): Channel<Payload> {
  const lines = new Map<string, Line<Payload>>();

  const lineOf = (locationId: string): Line<Payload> => {
    const known = lines.get(locationId);
    if (known) return known;
    const line: Line<Payload> = { waiting: [], dropped: [], failed: 0, throttled: 0, lastSuccessAt: null };
    lines.set(locationId, line);
    return line;
  };

  const effectsOn = (cell: Cell): readonly Effect[] =>
    options.effects().filter((effect) => applies(effect, options) && effect.keys.has(cell.key));

  /** Sorts messages into those that pass now and those that wait, by the faults that are under way. */
  const sort = (line: Line<Payload>, messages: readonly Message<Payload>[], now: number): Sorted<Payload> => {
    const sorted: Sorted<Payload> = { passing: [], waiting: [], failed: 0, throttled: 0 };
    const passed = new Map<Effect, number>();
    for (const message of messages) {
      const effects = effectsOn(message.cell);
      const limiting = effects.find((effect) => effect.perRun !== undefined);
      if (effects.some((effect) => effect.stops)) {
        sorted.failed += 1;
        sorted.waiting.push(message);
      } else if (effects.some((effect) => now - message.queuedAt < (effect.holdsFor ?? 0))) {
        sorted.waiting.push(message);
      } else if (limiting && (passed.get(limiting) ?? 0) >= (limiting.perRun ?? 0)) {
        sorted.throttled += 1;
        sorted.waiting.push(message);
      } else if (effects.some((effect) => effect.drops)) {
        if (!options.newestOnly) line.dropped.push(message);
      } else {
        if (limiting) passed.set(limiting, (passed.get(limiting) ?? 0) + 1);
        sorted.passing.push(message);
      }
    }
    return sorted;
  };

  const deliver = (messages: readonly Message<Payload>[], now: number): void => {
    const newest = new Map(messages.map((message) => [message.cell.key, message]));
    for (const message of messages)
      if (!options.newestOnly || newest.get(message.cell.key) === message) options.deliver(message, now);
  };

  const rewrites = (locationId: string, now: number): Message<Payload>[] => {
    const { capture } = options;
    if (!capture) return [];
    return options
      .effects()
      .filter((effect) => applies(effect, options) && effect.rewrites)
      .flatMap((effect) => effect.cells)
      .filter((cell) => cell.place.id === locationId)
      .map((cell) => ({ cell, queuedAt: now, payload: capture(cell) }));
  };

  return {
    handoff: options.handoff,
    flow: options.flow,
    enqueue(cell, payload, now) {
      lineOf(cell.place.id).waiting.push({ cell, queuedAt: now, payload });
    },
    run(locationId, now) {
      const line = lineOf(locationId);
      const messages = [...line.waiting, ...rewrites(locationId, now)];
      const sorted = sort(line, messages, now);
      line.waiting = sorted.waiting;
      line.failed = sorted.failed;
      line.throttled = sorted.throttled;
      const stopped = options
        .effects()
        .some(
          (effect) =>
            applies(effect, options) &&
            effect.stops &&
            effect.cells.some((cell) => cell.place.id === locationId),
        );
      deliver(sorted.passing, now);
      if (!stopped) line.lastSuccessAt = now;
      tell(options, locationId, now, stopped, sorted);
    },
    hurry(cells, now) {
      const keys = new Set(cells.map((cell) => cell.key));
      for (const locationId of new Set(cells.map((cell) => cell.place.id))) {
        const line = lineOf(locationId);
        const chosen = line.waiting.filter((message) => keys.has(message.cell.key));
        const sorted = sort(line, chosen, now);
        const stays = new Set(sorted.waiting);
        line.waiting = line.waiting.filter((message) => !keys.has(message.cell.key) || stays.has(message));
        deliver(sorted.passing, now);
      }
      return cells.filter((cell) =>
        lineOf(cell.place.id).waiting.some((message) => message.cell.key === cell.key),
      ).length;
    },
    restore(cells) {
      const keys = new Set(cells.map((cell) => cell.key));
      for (const line of lines.values()) {
        const back = line.dropped.filter((message) => keys.has(message.cell.key));
        line.dropped.splice(
          0,
          line.dropped.length,
          ...line.dropped.filter((message) => !keys.has(message.cell.key)),
        );
        line.waiting.unshift(...back);
      }
    },
    health() {
      const all = [...lines.values()];
      const times = all.flatMap((line) => line.waiting.map((message) => message.queuedAt));
      const successes = all.flatMap((line) => (line.lastSuccessAt === null ? [] : [line.lastSuccessAt]));
      return {
        queued: times.length,
        failed: all.reduce((sum, line) => sum + line.failed, 0),
        throttled: all.reduce((sum, line) => sum + line.throttled, 0),
        oldestQueuedAt: times.length === 0 ? null : times.reduce((oldest, time) => Math.min(oldest, time)),
        lastSuccessAt: successes.length === 0 ? null : Math.max(...successes),
      };
    },
  };
}

interface Sorted<Payload> {
  readonly passing: Message<Payload>[];
  readonly waiting: Message<Payload>[];
  failed: number;
  throttled: number;
}

function applies(effect: Effect, channel: { readonly handoff: HandoffName; readonly flow: Flow }): boolean {
  return effect.handoff === channel.handoff && effect.flow === channel.flow;
}

function tell<Payload>(
  { journal, teller, into, flow }: ChannelOptions<Payload>,
  locationId: string,
  now: number,
  stopped: boolean,
  { passing, waiting, throttled, failed }: Sorted<Payload>,
): void {
  const line = { at: now, teller, system: into, locationId };
  const what = flow === "orders" ? "orders" : "stock updates";
  if (throttled > 0)
    journal.write({
      ...line,
      kind: "throttled",
      note: `429 Too Many Requests: ${throttled} ${what} put off`,
    });
  if (stopped)
    journal.write({ ...line, kind: "sync_failed", note: `Run failed: ${failed} ${what} remain queued` });
  else
    journal.write({
      ...line,
      kind: "sync_run",
      note: `${passing.length} ${what} sent, ${waiting.length} remain queued`,
    });
}
