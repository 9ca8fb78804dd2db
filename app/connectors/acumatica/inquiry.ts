import { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { instantIn, name, quantity } from "../shared/fields.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer, readPage, told, type ToldLevel } from "../shared/vendor-rows.ts";
import { localSince } from "../shared/wall-clock.ts";
import { callAcumatica } from "./client.ts";
import type { AcumaticaConfig } from "./config.ts";

export type Inquiry = Extract<AcumaticaConfig["source"], { kind: "inquiry" }>;

const page = z.object({ value: z.array(z.unknown()), "@odata.nextLink": z.string().nullish() });
const rowsInPage = 1000;

interface Reading {
  readonly from?: string | undefined;
  readonly filter?: string;
  readonly size?: number;
}

/** Rows of a generic inquiry, one per item and warehouse, ordered by those two, since an inquiry has no order of its own. */
export async function* readInquiry(
  source: Inquiry,
  config: AcumaticaConfig,
  context: ConnectorContext,
  { from, filter, size = rowsInPage }: Reading = {},
): AsyncGenerator<LevelPage> {
  const schema = rowOf(source, config);
  const pages = linkedPages<Json>({
    context,
    place: `The generic inquiry of ${new URL(config.address).host}`,
    keyOf: (row) => keyOf(row, source),
    from,
    async read(position) {
      const filters = [filter, position === null ? undefined : behind(position, source)];
      const $filter = filters
        .filter((one) => one !== undefined)
        .map((one) => `(${one})`)
        .join(" and ");
      const url = belowAddress(config.address, source.path, {
        $orderby: `${source.item},${source.location}`,
        $top: size,
        ...($filter === "" ? {} : { $filter }),
      });
      const { value } = readAnswer(await callAcumatica({ url }, config, context), page, url);
      const rows = value as readonly Json[];
      return { rows, next: rows.length < size ? null : keyOf(rows[rows.length - 1] ?? null, source) };
    },
  });
  for await (const { rows, number, position } of pages)
    yield {
      ...readPage(rows, schema, (level) => level, { number, observedAt: context.now() }),
      total: null,
      position,
    };
}

function rowOf({ item, location, updatedAt, states }: Inquiry, { timeZone }: AcumaticaConfig) {
  const chosen = chosenStates(states);
  const trimmed = z.preprocess((value) => (typeof value === "string" ? value.trim() : value), name);
  return z
    .object({
      [item]: trimmed,
      [location]: trimmed,
      ...(updatedAt === undefined ? {} : { [updatedAt]: instantIn(timeZone) }),
    })
    .extend(Object.fromEntries(chosen.map(([, column]) => [column, quantity])))
    .transform((row: Readonly<Record<string, unknown>>): ToldLevel => ({
      item: String(row[item]),
      code: String(row[location]),
      states: told(Object.fromEntries(chosen.map(([state, column]) => [state, row[column]]))),
      updatedAt: updatedAt === undefined ? null : ((row[updatedAt] as Instant | null) ?? null),
    }));
}

function keyOf(row: Json, { item, location }: Inquiry): string | null {
  const [first, second] = [jsonAt(row, `/${item}`), jsonAt(row, `/${location}`)];
  return typeof first === "string" && typeof second === "string" ? JSON.stringify([first, second]) : null;
}

function behind(position: string, { item, location }: Inquiry): string {
  const parsed = pair.safeParse(position);
  if (!parsed.success)
    throw new ConnectorError("unreadable", `"${position.slice(0, 40)}" is no place to go on from.`);
  const [last, code] = parsed.data.map(literal);
  return `${item} gt ${last} or (${item} eq ${last} and ${location} gt ${code})`;
}

const pair = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "is not JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.tuple([z.string(), z.string()]));

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Times are the user's clock. OData 3, below odata/, writes them in their own way, OData 4 with a Z that means nothing. */
export function changedSince(
  since: Instant,
  column: string,
  path: string,
  { timeZone }: AcumaticaConfig,
): string {
  const time = localSince(since, timeZone).replace(" ", "T");
  return `${column} ge ${/(^|\/)odatav4\//i.test(path) ? `${time}Z` : `datetime'${time}'`}`;
}
