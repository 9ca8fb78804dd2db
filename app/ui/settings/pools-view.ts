import { formatQuantity, type System } from "../../inventory/index.ts";
import type { PoolSettings, SampleRow } from "../../use-cases/contract.ts";
import { systemNames } from "../texts/systems.ts";

export interface PoolsView {
  readonly version: number;
  readonly lastChange: string | null;
  readonly typed: readonly TypedPoolView[];
  readonly usual: boolean;
  readonly systems: readonly { readonly id: System; readonly name: string }[];
  readonly locations: readonly { readonly id: string; readonly name: string }[];
  readonly sampled: string | null;
  readonly samples: readonly SampleRow[];
}

/** A pool as it stands in the form: every number and expression is text. */
export interface TypedPoolView {
  readonly name: string;
  readonly channel: string;
  readonly truth: System;
  readonly compare: Readonly<Record<System, string>>;
  readonly units: string;
  readonly percent: string;
  readonly buffers: readonly { readonly locationId: string; readonly sku: string; readonly units: string }[];
}

export function presentPools(data: PoolSettings, lastChange: string | null): PoolsView {
  const { seen, pools, usual, systems, names, locations, sampled, samples } = data;
  return {
    ...{ usual, locations, sampled, samples, lastChange },
    version: seen.version,
    systems: systems.map((id) => ({ id, name: names[id] ?? systemNames[id] })),
    typed: pools.map(({ name, channel, truth, compare, tolerance, declared }) => ({
      ...{ name, truth },
      channel: channel ?? "",
      compare: { wms: compare.wms ?? "", erp: compare.erp ?? "", storefront: compare.storefront ?? "" },
      units: formatQuantity(tolerance.units),
      percent: String(tolerance.percent),
      buffers: declared.map(({ locationId, sku, units }) => ({
        locationId: locationId ?? "",
        sku: sku ?? "",
        units: formatQuantity(units),
      })),
    })),
  };
}

export function emptyPool(truth: System): TypedPoolView {
  return {
    ...{ name: "", channel: "", truth, units: "0", percent: "0", buffers: [] },
    compare: { wms: "", erp: "", storefront: "" },
  };
}
