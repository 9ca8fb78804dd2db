import { csv } from "../../app/connectors/csv/index.ts";
import type { ConnectorHarness, WorldRow } from "./connectors.ts";

const password = "p4ss-of-the-export";
const header = "sku;site;onHand;available;changed";

/** A file behind basic authentication, with semicolons and decimal commas. */
export function csvOverHttps(): ConnectorHarness {
  return {
    title: "csv over HTTP",
    connector: csv,
    config: (origin) => ({
      source: {
        kind: "https",
        address: `${origin}/stock.csv`,
        auth: { method: "basic", user: "reader", password },
      },
      format: { decimal: "comma" },
      columns: {
        item: "sku",
        location: { from: "field", field: "site" },
        updatedAt: "changed",
        updatedAtFormat: "dmy",
        timeZone: "Europe/Berlin",
      },
      states: { on_hand: "onHand", available: "available" },
    }),
    answer: (rows, broken) => (request) => {
      const expected = `Basic ${Buffer.from(`reader:${password}`).toString("base64")}`;
      if (request.headers.authorization !== expected) return { status: 401, headers: {}, body: "" };
      const lines = [header, ...rows.map(line), ...["B1;W1;many;1;", 'B2;W1;"1.2.3";1;'].slice(0, broken)];
      return {
        status: 200,
        headers: { "content-type": "text/csv" },
        body: `\uFEFF${lines.join("\r\n")}\r\n`,
      };
    },
    isForRows: () => true,
    endless: { head: `${header}\n`, chunk: "ENDLESS;W1;1;1;\n" },
    paged: false,
    noticesHalf: false,
  };
}

/** The same instant as `2026-04-03T10:15:00Z`, on a clock in Berlin. */
function line({ item, code, onHand, available }: WorldRow): string {
  const cell = (text: string | null) => (text ?? "").replace(".", ",");
  return [`"${item}"`, code, cell(onHand), cell(available), "03.04.2026 12:15"].join(";");
}
