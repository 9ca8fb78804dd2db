import { describe, expect, it } from "vitest";
import { connectors } from "../../app/connectors/registry.ts";
import { simulatedVendors, simulatorOf } from "../../sandbox/vendors/index.ts";
import { vendorContract } from "./vendor.ts";

for (const vendor of simulatedVendors()) {
  const connector = connectors.find(({ id }) => id === vendor);
  if (connector && connector.holdsStock !== false) vendorContract(connector, await simulatorOf(vendor));
}

describe("every connector to a named vendor", () => {
  it("has a simulator that the contract was held against, and every simulator a connector", () => {
    const named = connectors
      .filter(({ id, contains }) => contains !== undefined && id !== "signed-webhook")
      .map(({ id }) => id);
    expect(simulatedVendors()).toEqual(named.sort());
  });
});
