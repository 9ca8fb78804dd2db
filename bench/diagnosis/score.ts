import type { Truth, TrueEpisode } from "../../sandbox/recorder/truth.ts";

/** One line of `handoff replay`, as far as it is scored. */
export interface Line {
  readonly sku: string;
  readonly location: string;
  readonly pool: string;
  readonly first_seen_at: string;
  readonly opened_at: string;
  readonly resolved_at: string | null;
  readonly last_agreed_at: string | null;
  readonly handoff: string;
  readonly flow: string;
  readonly cause: string;
  readonly trigger: { readonly at: string } | null;
  readonly recurrence: number;
  readonly incident: string;
}

/** What one cause comes to. Shares are of `found`, except found, missed and late: of `faults`. */
export interface Tally {
  /** Episodes that must be found. */
  due: number;
  found: number;
  missed: number;
  /** Scans after the first one beyond the window, over all found. */
  delay: number;
  handoff: number;
  flow: number;
  cause: number;
  unknown: number;
  wrong: number;
  lastAgreed: number;
  firstSeen: number;
  resolved: number;
  /** Of those with a logged start. */
  trigger: number;
  triggers: number;
  grouped: number;
}

export interface Score {
  readonly byCause: Map<string, Tally>;
  /** Lines that are owed to no fault, by the cause that they claim. */
  readonly falseAlarms: Map<string, number>;
  readonly notes: string[];
  worlds: number;
  cleanWorlds: number;
  cleanAlarms: number;
}

export function emptyScore(): Score {
  return { byCause: new Map(), falseAlarms: new Map(), notes: [], worlds: 0, cleanWorlds: 0, cleanAlarms: 0 };
}

function emptyTally(): Tally {
  return {
    ...{ due: 0, found: 0, missed: 0, delay: 0, handoff: 0, flow: 0, cause: 0, unknown: 0, wrong: 0 },
    ...{ lastAgreed: 0, firstSeen: 0, resolved: 0, trigger: 0, triggers: 0, grouped: 0 },
  };
}

/** Which incidents reach over locations (design section 2). */
const wide: ReadonlySet<string> = new Set([
  "sync_stalled",
  "throttled_backlog",
  "location_mapping",
  "pool_boundary",
]);

/** Adds what a list of lines is worth, against what was broken. */
export function addScore(
  score: Score,
  truth: Truth,
  lines: readonly Line[],
  readings: readonly number[],
): void {
  score.worlds += 1;
  if (truth.faults.length === 0) score.cleanWorlds += 1;
  const byKey = Map.groupBy(lines, keyOf);
  const used = new Map<Line, TrueEpisode>();
  const world = `${truth.dialect} ${truth.seed}`;
  for (const episode of truth.episodes) {
    for (const line of byKey.get(keyOf(episode)) ?? [])
      if (overlaps(line, episode) && (episode.fault !== null || !used.has(line))) used.set(line, episode);
  }
  for (const episode of truth.episodes) {
    const fault = truth.faults.find(({ id }) => id === episode.fault);
    if (!fault || episode.deadline === null || episode.due === null) continue;
    const tally = score.byCause.get(fault.cause) ?? emptyTally();
    score.byCause.set(fault.cause, tally);
    tally.due += 1;
    const spelt = (byKey.get(keyOf(episode)) ?? []).toSorted(
      (a, b) => Number(b.sku === episode.sku) - Number(a.sku === episode.sku),
    );
    const line = spelt.find(
      (each) => overlaps(each, episode) && (secondsOf(each.opened_at) ?? 0) <= (episode.deadline ?? 0),
    );
    if (!line) {
      tally.missed += 1;
      score.notes.push(
        `missed ${world} ${fault.cause} ${fault.what}: ${episode.sku} ${episode.location} ${episode.pool} from ${iso(episode.firstSeen)} due ${iso(episode.due)}`,
      );
      continue;
    }
    tally.found += 1;
    tally.delay += readings.filter(
      (at) => at > (episode.due ?? 0) && at <= (secondsOf(line.opened_at) ?? 0),
    ).length;
    if (episode.handoffs.includes(line.handoff)) tally.handoff += 1;
    else
      score.notes.push(
        `handoff ${world} ${fault.cause} ${fault.what}: ${line.handoff} for ${fault.handoff} ${line.cause} ${line.sku} ${line.location} ${line.pool} ${line.first_seen_at}`,
      );
    if (line.flow === fault.flow) tally.flow += 1;
    if (line.cause === fault.cause) tally.cause += 1;
    else if (line.cause === "unknown") tally.unknown += 1;
    else tally.wrong += 1;
    if (line.cause !== fault.cause)
      score.notes.push(
        `cause ${world} ${fault.cause} ${fault.flow} ${fault.what}: ${line.cause} ${line.flow} ${line.sku} ${line.location} ${line.pool} ${line.first_seen_at}`,
      );
    if (secondsOf(line.last_agreed_at) === episode.lastAgreed) tally.lastAgreed += 1;
    if (secondsOf(line.first_seen_at) === episode.firstSeen) tally.firstSeen += 1;
    else
      score.notes.push(
        `seen ${world} ${fault.cause} ${fault.what}: ${line.first_seen_at} for ${iso(episode.firstSeen)} ${line.sku} ${line.location} ${line.pool}`,
      );
    if (secondsOf(line.resolved_at) === episode.resolved) tally.resolved += 1;
    else
      score.notes.push(
        `resolved ${world} ${fault.cause} ${fault.what}: ${line.resolved_at ?? "never"} for ${episode.resolved === null ? "never" : iso(episode.resolved)} ${line.sku} ${line.location} ${line.pool}`,
      );
    if (episode.triggers.length > 0) {
      tally.triggers += 1;
      const at = secondsOf(line.trigger?.at ?? null);
      if (at !== null && episode.triggers.includes(at)) tally.trigger += 1;
      else
        score.notes.push(
          `trigger ${world} ${fault.cause} ${fault.what}: ${JSON.stringify(line.trigger)} for ${episode.triggers.map(iso).join(" ")} ${line.sku} ${line.location} ${line.pool}`,
        );
    }
  }
  for (const line of lines) {
    const episode = used.get(line);
    if (episode && episode.fault !== null) continue;
    score.falseAlarms.set(line.cause, (score.falseAlarms.get(line.cause) ?? 0) + 1);
    if (truth.faults.length === 0) score.cleanAlarms += 1;
    score.notes.push(
      `false ${world} [${truth.faults.map(({ cause }) => cause).join()}] ${line.cause} ${line.handoff} ${line.flow} ${line.sku} ${line.location} ${line.pool} ${line.first_seen_at} opened ${line.opened_at}`,
    );
  }
  addGrouping(score, truth, used);
}

/** A line is grouped right when most of its fault's lines (of its location, unless the fault is wide) are in its incident, and most of the incident is that fault's. */
function addGrouping(score: Score, truth: Truth, used: ReadonlyMap<Line, TrueEpisode>): void {
  const owned = [...used].filter(([, { fault, deadline }]) => fault !== null && deadline !== null);
  const incidents = Map.groupBy(owned, ([line]) => line.incident);
  for (const { id, cause } of truth.faults) {
    const own = owned.filter(([, episode]) => episode.fault === id);
    for (const group of Map.groupBy(own, ([line]) => (wide.has(cause) ? "" : line.location)).values()) {
      const largest = [...Map.groupBy(group, ([line]) => line.incident)].sort(
        (a, b) => b[1].length - a[1].length,
      )[0];
      const all = incidents.get(largest?.[0] ?? "") ?? [];
      const pure = all.filter(([, { fault }]) => fault === id).length >= all.length / 2;
      const tally = score.byCause.get(cause);
      if (tally && largest && pure)
        tally.grouped += largest[1].filter(
          ([line, episode]) =>
            line.sku === episode.sku && (secondsOf(line.opened_at) ?? 0) <= (episode.deadline ?? 0),
        ).length;
    }
  }
}

/** Spellings of a SKU are one key here: either may stand in a line. */
function keyOf({ sku, location, pool }: Pick<Line, "sku" | "location" | "pool">): string {
  return [sku.trim().toLowerCase().replace(/^0+/, ""), location, pool].join("|");
}

function overlaps(line: Line, { firstSeen, resolved }: TrueEpisode): boolean {
  const [from, until] = [secondsOf(line.first_seen_at) ?? 0, secondsOf(line.resolved_at) ?? Infinity];
  return from < (resolved ?? Infinity) && until > firstSeen;
}

function secondsOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time) / 1000;
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(5, 16);
}
