import type { Side } from "../../comparison/contract.ts";
import { evaluate, parseExpression, type Expression } from "../../comparison/expression.ts";
import { countsIn, type ComparedPool } from "../../comparison/offered.ts";
import { differs } from "../../comparison/verdict.ts";
import { casesOf, dueSince, isLate } from "../../diagnosis/case.ts";
import { EventIndex } from "../../diagnosis/events.ts";
import {
  diagnose,
  healthOf,
  inferPools,
  itemKey,
  learnWindows,
  placeKey,
  preflight,
  type Arrival,
  type HandoffHealth,
  type Inquiry,
  type Mismatch,
  type Moment,
  type Residual,
  type Sides,
} from "../../diagnosis/index.ts";
import { DECLARED } from "../../diagnosis/residual.ts";
import { arrivalsIn } from "../../diagnosis/memory/arrivals.ts";
import { clocksOf } from "../../diagnosis/clocks.ts";
import { outlookOf } from "../../diagnosis/settling.ts";
import { systems, type Instant, type Pool, type System } from "../../inventory/index.ts";
import type {
  Answer,
  Answers,
  AskedElsewhere,
  AskedMismatch,
  AskedPast,
  Learned,
  Setting,
} from "./contract.ts";
import { openDocumentsAt } from "./documents.ts";
import { pastOf, type Stretch } from "./past.ts";

/** Moments back from which a change is recognised as something that arrived. */
const ARRIVAL_REACH = 12;
const DAY = 24 * 3_600_000;

interface ReadPool extends ComparedPool {
  readonly expressions: readonly (readonly [System, Expression])[];
}

/** Collects what one scan asks, and answers all of it at once. Pure but for what it was told. */
export class Questions {
  readonly #mismatches: AskedMismatch[] = [];
  readonly #pasts: AskedPast[] = [];
  readonly #elsewhere = new Map<string, Map<string, Sides>>();

  mismatches(batch: readonly AskedMismatch[]): void {
    this.#mismatches.push(...batch);
  }

  past(part: AskedPast): void {
    this.#pasts.push(part);
  }

  elsewhere(batch: AskedElsewhere): void {
    for (const { pool, sku, locationId, sides } of batch) {
      const places = this.#elsewhere.get(itemKey(pool, sku)) ?? new Map<string, Sides>();
      this.#elsewhere.set(itemKey(pool, sku), places);
      places.set(locationId, sides);
    }
  }

  answer(setting: Setting): Answers {
    const pools = setting.pools.map((pool) => ({ ...pool, expressions: expressionsOf(pool) }));
    const stretches = this.#stretches(setting);
    const arrivals = this.#arrivals(stretches, pools, setting);
    const mismatches = this.#mismatches.map((asked) => withPast(asked, stretches, pools, setting.at));
    const inquiry = this.#inquiry(setting, mismatches, [...setting.arrivals, ...arrivals]);
    const known = { ...inquiry, events: new EventIndex(inquiry.events) };
    const findings = mismatches.length === 0 ? [] : diagnose(inquiry);
    return {
      answers: mismatches.flatMap((mismatch, index): Answer[] => {
        const finding = findings[index];
        if (!finding) return [];
        const pool = pools.find(({ name }) => name === mismatch.pool);
        const lastAgreedAt = pool ? agreedBefore(mismatch, pool) : null;
        const outlook = outlookOf(mismatch, setting.at, known);
        // What comes back again and again is never old, and no window heals it; what is kept back on purpose is no fault.
        const overdue =
          (outlook.overdue || finding.cause === "competing_writer") && !isDeclared(finding.residual);
        return [{ outlook: { ...outlook, overdue }, finding, lastAgreedAt }];
      }),
      arrivals,
      learned: learnedFrom(setting, inquiry),
    };
  }

  #stretches({ sparse }: Setting): ReadonlyMap<string, readonly Stretch[]> {
    const found = new Map<string, readonly Stretch[]>();
    for (const { past, skus } of this.#pasts)
      for (const [sku, own] of pastOf(past, new Set(skus), sparse))
        found.set(keyText(past.locationId, sku), own);
    return found;
  }

  #arrivals(
    stretches: ReadonlyMap<string, readonly Stretch[]>,
    pools: readonly ReadPool[],
    { chain }: Setting,
  ): readonly Arrival[] {
    return this.#pasts.flatMap(({ past: { locationId }, changed }) =>
      changed.flatMap((sku) => {
        const own = (stretches.get(keyText(locationId, sku)) ?? []).slice(-ARRIVAL_REACH);
        return pools.flatMap((pool) =>
          arrivalsIn(momentsOf(own, pool, { sku, locationId }), chain).map((arrival) => ({
            sku,
            locationId,
            pool: pool.name,
            ...arrival,
          })),
        );
      }),
    );
  }

  #inquiry(
    { surroundings, ...setting }: Setting,
    mismatches: readonly Mismatch[],
    arrivals: readonly Arrival[],
  ): Inquiry {
    return {
      ...setting,
      mismatches,
      open: openDocumentsAt(mismatches, new EventIndex(setting.events), setting.chain, setting.at),
      clocks: clocksOf(mismatches),
      arrivals: arrivals.filter(({ at }) => setting.at - at <= DAY),
      siblings: surroundings.siblings,
      counts: new Map(
        surroundings.counts.map(({ pool, locationId, ...counts }) => [placeKey(pool, locationId), counts]),
      ),
      elsewhere: this.#elsewhere,
      items: new Map(
        surroundings.items.map((item) => [
          item.sku,
          { ...item, status: null, published: null, unitsPer: {} },
        ]),
      ),
    };
  }
}

function learnedFrom(setting: Setting, inquiry: Inquiry): Learned {
  const { chain, names, windows, locations, pools, declared, velocity, newSubjects } = setting;
  const readings = setting.surroundings.sample;
  const known = { ...inquiry, events: new EventIndex(inquiry.events) };
  const waiting = inquiry.mismatches.flatMap((mismatch) =>
    casesOf(mismatch, known)
      .filter(isLate)
      .map((each) => ({ ...each.pair, flow: each.flow, since: dueSince(each) })),
  );
  return {
    windows: learnWindows({ chain, arrivals: setting.arrivals, windows, velocity }),
    // What a channel offers is a matter of publishing, which no expression over states says.
    poolMap: inferPools(
      pools.filter(({ channel }) => channel === null),
      readings,
    ),
    preflight: newSubjects.map((subject) => ({
      locationId: subject.locationId,
      what:
        subject.kind === "location"
          ? null
          : subject.kind === "channel"
            ? (subject.name ?? subject.channel)
            : subject.method,
      checks: preflight({ subject, ...{ chain, names, locations, pools, declared, readings } }),
    })),
    health: healthOf({ ...inquiry, waiting }).map((handoff) => withToldSuccess(handoff, setting.health)),
  };
}

/** A system that keeps no log of runs may still say when the last one was. */
function withToldSuccess(handoff: HandoffHealth, samples: Setting["health"]): HandoffHealth {
  const told = samples.findLast(({ system }) => system === handoff.receiver)?.lastSuccessAt ?? null;
  if (told === null || (handoff.lastSuccess && handoff.lastSuccess.at >= told)) return handoff;
  return { ...handoff, lastSuccess: { at: told, told: "run" } };
}

/** The past ends with what the scan, or its second look, saw now. */
function withPast(
  asked: AskedMismatch,
  stretches: ReadonlyMap<string, readonly Stretch[]>,
  pools: readonly ReadPool[],
  at: Instant,
): Mismatch {
  const pool = pools.find(({ name }) => name === asked.pool);
  const earlier = stretches.get(keyText(asked.locationId, asked.sku)) ?? [];
  const past = pool ? momentsOf(earlier, pool, asked) : [];
  const last = past.at(-1);
  if (last && sameValues(last.sides, asked.sides))
    return { ...asked, past: [...past.slice(0, -1), { ...last, until: at, sides: asked.sides }] };
  return { ...asked, past: [...past, { at, until: at, sides: asked.sides }] };
}

/** When a product was put on a channel or taken off it, nobody has kept: of what is not offered now the past is not known. */
function momentsOf(
  stretches: readonly Stretch[],
  pool: ReadPool,
  key: { readonly sku: string; readonly locationId: string },
): readonly Moment[] {
  return stretches.map(({ at, until, sides }) => {
    const found: Partial<Record<System, Side>> = {};
    for (const [system, expression] of pool.expressions) {
      const raw = countsIn(pool, system, key) ? sides[system] : undefined;
      if (raw) found[system] = { ...raw, value: raw.missing ? null : evaluate(expression, raw.states) };
    }
    return { at, until, sides: found };
  });
}

/** Declared buffers alone make up the whole gap. */
function isDeclared(residual: Residual | null): boolean {
  return (
    residual !== null &&
    residual.residual === 0 &&
    residual.terms.length > 0 &&
    residual.terms.every(({ name }) => name === DECLARED)
  );
}

/** Only moments in which all systems of the gap were known count: silence is no agreement. */
function agreedBefore({ past, sides }: Mismatch, { tolerance }: Pool): Instant | null {
  const involved = systems.filter(
    (system) => sides[system] && (sides[system].missing || sides[system].value !== null),
  );
  const agreed = past.findLast((moment) => {
    const values = involved.map((system) => {
      const side = moment.sides[system];
      return side && !side.missing ? side.value : null;
    });
    return values.every((value, index) => {
      const before = values[index - 1];
      return value !== null && (index === 0 || (before != null && !differs(before, value, tolerance)));
    });
  });
  return agreed?.until ?? null;
}

function sameValues(a: Sides, b: Sides): boolean {
  return systems.every(
    (system) => a[system]?.missing === b[system]?.missing && a[system]?.value === b[system]?.value,
  );
}

function expressionsOf({ compare }: Pool): ReadPool["expressions"] {
  return systems.flatMap((system) => {
    const text = compare[system];
    return text === undefined ? [] : [[system, parseExpression(text)] as const];
  });
}

function keyText(locationId: string, sku: string): string {
  return `${locationId} ${sku}`;
}
