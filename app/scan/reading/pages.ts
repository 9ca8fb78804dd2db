import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { LevelPage, RejectedRow } from "../../connectors/contract.ts";
import {
  states,
  type Instant,
  type Quantity,
  type ReportedLevel,
  type State,
} from "../../inventory/index.ts";

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** Quantities stand in the order of the states that a page names; null is unknown. */
type Row = readonly [
  item: string,
  code: string,
  updatedAt: Instant | null,
  observedAt: Instant,
  ...quantities: (Quantity | null)[],
];

interface Stored {
  readonly states: readonly State[];
  readonly rows: readonly Row[];
  readonly rejected: readonly RejectedRow[];
}

export type Rows = Pick<LevelPage, "levels" | "rejected">;

/** Rows as the system gave them, compressed. */
export async function packPage({ levels, rejected }: Rows): Promise<Uint8Array> {
  const known = states.filter((state) => levels.some((level) => level.states[state] !== undefined));
  const rows = levels.map(({ item, code, updatedAt, observedAt, states: held }): Row => [
    item,
    code,
    updatedAt,
    observedAt,
    ...known.map((state) => held[state] ?? null),
  ]);
  return pack(JSON.stringify({ states: known, rows, rejected } satisfies Stored), { level: 1 });
}

export async function unpackPage(body: Uint8Array): Promise<Rows> {
  const { states: known, rows, rejected } = JSON.parse((await unpack(body)).toString("utf8")) as Stored;
  return {
    levels: rows.map(([item, code, updatedAt, observedAt, ...quantities]) => {
      const held: Partial<Record<State, Quantity>> = {};
      known.forEach((state, index) => {
        const quantity = quantities[index];
        if (quantity != null) held[state] = quantity;
      });
      return { item, code, states: held, updatedAt, observedAt };
    }),
    rejected,
  };
}

export function rowText({ item, code }: Pick<ReportedLevel, "item" | "code">): string {
  return JSON.stringify([item, code]);
}
