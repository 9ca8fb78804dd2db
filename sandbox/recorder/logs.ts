import type { Dialect } from "./dialects.ts";
import { codeOf, type Fault } from "./faults.ts";
import { iso, type Reading } from "./feeds.ts";
import type { Lane } from "./lanes.ts";
import { hour, type LogLine, type Movement, type Shop } from "./words.ts";

interface Told {
  readonly shop: Shop;
  readonly dialect: Dialect;
  readonly faults: readonly Fault[];
  readonly lanes: readonly Lane[];
  readonly begin: number;
  readonly end: number;
}

/** Lines of events.jsonl. `logged` keeps which movements somebody wrote down. */
export function eventLines(
  movements: readonly Movement[],
  told: Told,
  logged: Map<number, LogLine>,
): readonly string[] {
  const { shop, dialect, faults, lanes, begin, end } = told;
  const random = shop.random.fork("log");
  const lines: LogLine[] = [...faults.flatMap((fault) => fault.lines)];
  for (const movement of movements) {
    if (!random.chance(dialect.log.movements[movement.kind] ?? 0)) continue;
    const line = movementLine(movement, dialect);
    logged.set(movement.id, line);
    lines.push(line);
  }
  for (const lane of lanes) lines.push(...laneLines(lane, told));
  for (const note of dialect.log.chatter)
    lines.push({
      at: begin + random.between(0, Math.round(end - begin)),
      system: dialect.systems[0] ?? "erp",
      kind: "note",
      note,
    });
  if (random.chance(0.4))
    lines.push({
      at: begin - random.between(1, 9) * 24 * hour,
      system: "erp",
      kind: "config_changed",
      note: "User roles edited",
    });
  const texts = lines
    .filter(({ at }) => at < end)
    .sort((a, b) => a.at - b.at)
    .map(lineText);
  if (!dialect.log.disorder) return texts;
  const mixed = texts.map((text) => [random.next(), text] as const).sort((a, b) => a[0] - b[0]);
  const twice = mixed.filter(() => random.chance(0.03));
  const future = lineText({
    at: end + 400 * 24 * hour,
    system: "storefront",
    kind: "adjustment",
    note: "clock set wrong",
  });
  return [...mixed.map(([, text]) => text), ...twice.map(([, text]) => text), future];
}

function movementLine({ at, origin, kind, cell, delta, note }: Movement, { log, clocks }: Dialect): LogLine {
  const units = delta.available ?? delta.committed ?? delta.incoming;
  return {
    at: at + clocks[origin] * 60,
    system: origin,
    kind,
    location: codeOf(origin, cell),
    sku: cell.item.sku,
    ...(log.deltas && units !== undefined && { delta: units }),
    ...(note !== null && { note }),
  };
}

function laneLines(lane: Lane, { dialect, begin, end, faults, shop }: Told): readonly LogLine[] {
  const { log } = dialect;
  const arrivals = Map.groupBy(lane.waiting, ({ arrives }) => arrives);
  const what = lane.flow === "stock" ? "Stock import" : "Orders import";
  const system = lane.into;
  const lines: LogLine[] = [];
  const troubles = faults.filter(
    ({ lane: own }) => own && own.from === lane.from && own.into === lane.into && own.flow === lane.flow,
  );
  for (const run of lane.runs(begin - 2 * hour, end)) {
    const at = run + dialect.clocks[system] * 60;
    const whole = lane.stopped(run, shop.cells.length);
    const rows = arrivals.get(run)?.length ?? 0;
    const told = log.runs === "all" || (log.runs === "with_rows" && (lane.period === null || rows > 0));
    if (told && !whole)
      lines.push({
        at,
        system,
        kind: "sync_run",
        note: lane.period === null ? what : `${what}, ${rows} rows`,
      });
    for (const trouble of troubles) {
      if (run < trouble.begin || run >= trouble.end) continue;
      const places = new Set(trouble.cells.map((cell) => codeOf(system, cell)));
      const location = places.size === 1 ? { location: [...places][0] as string } : {};
      if (trouble.lane?.does === "stop" && log.failures)
        lines.push({ at: at + 4, system, kind: "sync_failed", ...location, note: `${what}: batch rejected` });
      if (trouble.lane?.does === "throttle" && log.refusals)
        lines.push({ at: at + 4, system, kind: "throttled", ...location, note: `${what} deferred: 429` });
    }
  }
  return lines;
}

function lineText(line: LogLine): string {
  return JSON.stringify({ ...line, at: iso(line.at) });
}

/** Lines of health.jsonl: of everything that writes into a system, counters running up. */
export function healthLines(
  readings: readonly Reading[],
  { shop, dialect, lanes, faults }: Told,
): readonly string[] {
  if (dialect.health === "none") return [];
  const random = shop.random.fork("health");
  const counters = new Map<string, { failed: number; throttled: number }>();
  return readings.flatMap(({ at }) =>
    dialect.systems.flatMap((system) => {
      const into = lanes.filter((lane) => lane.into === system);
      const count = counters.get(system) ?? { failed: 0, throttled: 0 };
      counters.set(system, count);
      for (const { lane: own, begin, end, flow } of faults) {
        if (!own || own.into !== system || own.flow !== flow || at < begin || at >= end) continue;
        if (own.does === "stop") count.failed += random.between(1, 4);
        if (own.does === "throttle") count.throttled += random.between(3, 20);
      }
      if (dialect.health === "some" && random.chance(0.4)) return [];
      const queued = into.flatMap(({ waiting }) =>
        waiting.filter(({ entered, arrives }) => entered <= at && at < arrives),
      );
      const oldest = Math.min(...queued.map(({ entered }) => entered));
      return [
        JSON.stringify({
          at: iso(at),
          system,
          queued: queued.length,
          ...count,
          oldest_queued_at: queued.length === 0 ? null : iso(oldest),
        }),
      ];
    }),
  );
}
