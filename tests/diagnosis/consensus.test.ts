import { describe, expect, it } from "vitest";
import { agreeOnTiming, type Lived } from "../../app/diagnosis/consensus.ts";
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
