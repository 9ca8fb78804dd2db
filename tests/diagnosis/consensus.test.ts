import { describe, expect, it } from "vitest";
import { agreeOnTiming, agreeOnWriters, type Lived } from "../../app/diagnosis/consensus.ts";
import type { Finding } from "../../app/diagnosis/index.ts";

const base: Finding = {
  sku: "KC-0",
  locationId: "brooklyn",
  pool: "available",
  cause: "sync_lag",
  grade: "observed",
  handoff: "wms_erp",
  flow: "stock",
  confidence: 0.85,
  firstAnswer: "timing",
  evidence: [],
  residual: null,
  trigger: null,
  incidentKey: "lag",
};
const lived = (finding: Partial<Finding>, from = 0, until: number | null = null): Lived => ({
  finding: { ...base, ...finding },
  from,
  until,
});
const lag = [lived({}), lived({}), lived({})];
const causesOf = (all: readonly Lived[]): readonly string[] => agreeOnTiming(all).map(({ cause }) => cause);

describe("keys that wait in the same job", () => {
  it("take the name that most of the evidence gives, and its incident", () => {
    const stalled = lived({
      cause: "sync_stalled",
      grade: "inferred",
      confidence: 0.5,
      incidentKey: "stall",
    });
    expect(agreeOnTiming([...lag, stalled])[3]).toMatchObject({ cause: "sync_lag", incidentKey: "lag" });
  });

  it("are of a dead job, though a few of many agreed again meanwhile", () => {
    const stalled = { cause: "sync_stalled", grade: "observed", confidence: 0.8 } as const;
    const waiting = Array.from({ length: 20 }, () => lived(stalled, 0, 100));
    const chance = [lived(stalled, 0, 30), lived(stalled, 0, 50)];
    expect(new Set(causesOf([...waiting, ...chance]))).toEqual(new Set(["sync_stalled"]));
  });

  it("are of a slow job, where most came at times of their own", () => {
    const stalled = { cause: "sync_stalled", grade: "observed", confidence: 0.8 } as const;
    const served = [30, 45, 60, 75, 90].map((until) => lived(stalled, 0, until));
    expect(causesOf([lived(stalled, 0, 100), ...served])[0]).toBe("sync_lag");
  });

  it("take in a late key whose own past says nothing", () => {
    expect(causesOf([...lag, lived({ cause: "unknown", grade: null })])[3]).toBe("sync_lag");
  });

  it("leave alone what was calculated in another way", () => {
    expect(causesOf([...lag, lived({ cause: "manual_override" })])[3]).toBe("manual_override");
    expect(causesOf([...lag, lived({ cause: "unknown", firstAnswer: "rule" })])[3]).toBe("unknown");
  });

  it("do not speak for another place, flow or time", () => {
    const other = { cause: "sync_stalled", confidence: 0.5 } as const;
    expect(causesOf([...lag, lived({ ...other, locationId: "austin" })])[3]).toBe("sync_stalled");
    expect(causesOf([...lag, lived({ ...other, flow: "orders" })])[3]).toBe("sync_stalled");
    const early = lag.map(({ finding }) => ({ finding, from: 0, until: 10 }));
    expect(causesOf([...early, lived(other, 20)])[3]).toBe("sync_stalled");
  });

  it("keep their names where the evidence is divided, or too little", () => {
    const stalled = { cause: "sync_stalled", confidence: 0.85 } as const;
    expect(causesOf([...lag, lived(stalled), lived(stalled), lived(stalled)])[5]).toBe("sync_stalled");
    expect(causesOf([lived({}), lived({}), lived({ ...stalled, confidence: 0.5 })])[2]).toBe("sync_stalled");
  });
});

describe("a job that was taken for dead", () => {
  const stalled = {
    cause: "sync_stalled",
    grade: "inferred",
    confidence: 0.65,
    incidentKey: "sync_stalled",
  } as const;

  it("was slow, when others that waited in it arrived one by one", () => {
    const all = [lived(stalled, 0, 100), lived(stalled, 10, 60), lived(stalled, 20, 80)];
    expect(agreeOnTiming(all)[0]).toMatchObject({ cause: "sync_lag", incidentKey: "sync_lag" });
  });

  it("was dead, when everything came at once", () => {
    const all = [lived(stalled, 0, 100), lived(stalled, 10, 100), lived(stalled, 20, 100)];
    expect(causesOf(all)).toEqual(["sync_stalled", "sync_stalled", "sync_stalled"]);
  });

  it("was dead, when its log says so", () => {
    const failed = {
      ...stalled,
      evidence: [{ kind: "event", system: "erp", at: 0, text: "sync failed", values: {} }],
    } as const;
    const all = [lived(failed, 0, 100), lived(failed, 10, 60), lived(failed, 20, 80)];
    expect(causesOf(all)[0]).toBe("sync_stalled");
  });
});

describe("a second writer that is known by now", () => {
  const writer = lived({ cause: "competing_writer", incidentKey: "writer" }, 50, 60);
  const first = (finding: Partial<Finding>): string | undefined =>
    agreeOnWriters([lived(finding, 0, 10), writer])[0]?.cause;

  it("did what looked like an edit before", () => {
    expect(first({ cause: "manual_override" })).toBe("competing_writer");
  });

  it.each([
    ["another key", { cause: "manual_override", sku: "KC-9" }],
    ["another handoff", { cause: "manual_override", handoff: "erp_storefront" }],
    ["a cause that it does not look like", { cause: "pool_definition" }],
  ] as const)("did nothing to %s", (_, finding) => {
    expect(first(finding)).toBe(finding.cause);
  });

  it("did nothing the week before", () => {
    const week = 7 * 86_400_000;
    const all = [lived({ cause: "manual_override" }, 0, 10), { ...writer, from: week, until: null }];
    expect(agreeOnWriters(all)[0]?.cause).toBe("manual_override");
  });
});
