import { describe, expect, it } from "vitest";
import { afterFailure, isOpen, type Circuit } from "../../app/connectors/circuit.ts";
import type { ConnectorFault } from "../../app/connectors/errors.ts";

function afterFailures(count: number, fault: ConnectorFault, at = 0): Circuit | null {
  let circuit: Circuit | null = null;
  for (let index = 0; index < count; index++) circuit = afterFailure(circuit, { fault, problem: "down" }, at);
  return circuit;
}

describe("a connection that fails", () => {
  it("is still asked after two failures, and left alone after three", () => {
    expect(isOpen(afterFailures(2, "unavailable"), 1)).toBe(false);
    expect(isOpen(afterFailures(3, "unavailable"), 1)).toBe(true);
  });

  it("is asked again after a minute, and left alone for longer each time it fails then", () => {
    const third = afterFailures(3, "unavailable");
    expect(isOpen(third, 60_000)).toBe(false);
    const fourth = afterFailure(third, { fault: "unavailable", problem: "down" }, 60_000);
    expect(fourth.retryAt).toBe(60_000 + 2 * 60_000);
    expect(afterFailures(50, "unavailable")?.retryAt).toBe(30 * 60_000);
  });

  it("is left alone sooner when it refuses the password, before it locks the account", () => {
    expect(isOpen(afterFailures(2, "credentials"), 1)).toBe(true);
  });
});
