import { decodeReading, READING_ENCODING, type ChangedValue } from "../../comparison/index.ts";
import type { States, System } from "../../inventory/index.ts";
import type { HeldValue, HistoryStore } from "../../scan/history.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

export function historyStore(prisma: PrismaClient): HistoryStore {
  return {
    async previous(shop, { system, locationId }) {
      const whole = await prisma.readingBlob.findFirst({
        where: { shop, system, locationId, encoding: READING_ENCODING },
        orderBy: [{ observedAt: "desc" }, { id: "desc" }],
      });
      if (!whole) return null;
      const rows = await prisma.$queryRaw<ChangeRow[]>`
        select distinct on (sku) sku, states, updated_at from observations
        where shop = ${shop} and system = ${system} and location_id = ${locationId} and observed_at > ${whole.observedAt}
        order by sku, observed_at desc, id desc`;
      return { blob: whole.body, since: rows.map(changeOf) };
    },
    async saveWhole(shop, scanId, { system, locationId }, observedAt, blob) {
      await prisma.readingBlob.create({
        data: {
          shop,
          scanId,
          system,
          locationId,
          observedAt: new Date(observedAt),
          encoding: READING_ENCODING,
          body: new Uint8Array(blob),
        },
      });
    },
    async saveChanges(shop, scanId, { system, locationId }, observedAt, changes) {
      await prisma.observation.createMany({
        data: changes.map(({ sku, states, updatedAt }) => ({
          shop,
          scanId,
          system,
          locationId,
          sku,
          // The row is gone: that is a value too, and JSON's own null says it.
          states: states === null ? Prisma.JsonNull : (states as Prisma.InputJsonObject),
          updatedAt: dateOrNull(updatedAt),
          observedAt: new Date(observedAt),
        })),
      });
    },
    async valuesAt(shop, keys, at) {
      const changed = await lastChanges(prisma, shop, keys, at);
      const wholes = await wholesAt(prisma, shop, keys, at);
      const held = new Map<string, HeldValue | null>();
      for (const whole of wholes) {
        const wanted = new Set(
          keys.filter((key) => key.locationId === whole.locationId).map((key) => key.sku),
        );
        for (const { sku, states } of decodeReading(whole.body)) {
          const value = {
            system: whole.system,
            locationId: whole.locationId,
            sku,
            states,
            observedAt: whole.observedAt,
          };
          if (wanted.has(sku)) held.set(shelfText(value), value);
        }
      }
      for (const value of changed) {
        const before = held.get(shelfText(value));
        if (before && before.observedAt > value.observedAt) continue;
        const { states, ...rest } = value;
        held.set(shelfText(value), states === null ? null : { ...rest, states });
      }
      return [...held.values()].filter((value) => value !== null);
    },
  };
}

interface ChangeRow {
  readonly sku: string;
  readonly states: States | null;
  readonly updated_at: Date | null;
}

function changeOf({ sku, states, updated_at }: ChangeRow): ChangedValue {
  return { sku, states, updatedAt: instantOrNull(updated_at) };
}

type Key = { readonly sku: string; readonly locationId: string };

async function lastChanges(prisma: PrismaClient, shop: string, keys: readonly Key[], at: number) {
  const rows = await prisma.$queryRaw<
    { system: System; location_id: string; sku: string; states: States | null; observed_at: Date }[]
  >`
    select distinct on (system, sku, location_id) system, location_id, sku, states, observed_at
    from observations join unnest(${keys.map((key) => key.sku)}::text[], ${keys.map((key) => key.locationId)}::text[])
      as wanted (wanted_sku, wanted_location) on sku = wanted_sku and location_id = wanted_location
    where shop = ${shop} and observed_at <= ${new Date(at)}
    order by system, sku, location_id, observed_at desc, id desc`;
  return rows.map(({ system, location_id, sku, states, observed_at }) => ({
    system,
    locationId: location_id,
    sku,
    states,
    observedAt: instant(observed_at),
  }));
}

async function wholesAt(prisma: PrismaClient, shop: string, keys: readonly Key[], at: number) {
  const rows = await prisma.$queryRaw<
    { system: System; location_id: string; body: Uint8Array; observed_at: Date }[]
  >`
    select distinct on (system, location_id) system, location_id, body, observed_at
    from reading_blobs
    where shop = ${shop} and encoding = ${READING_ENCODING} and observed_at <= ${new Date(at)}
      and location_id = any(${[...new Set(keys.map((key) => key.locationId))]}::text[])
    order by system, location_id, observed_at desc, id desc`;
  return rows.map(({ system, location_id, body, observed_at }) => ({
    system,
    locationId: location_id,
    body,
    observedAt: instant(observed_at),
  }));
}

function shelfText({ system, sku, locationId }: { system: System; sku: string; locationId: string }): string {
  return JSON.stringify([system, sku, locationId]);
}
