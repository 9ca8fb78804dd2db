import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { name } from "../shared/fields.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { apiUrl, getAll } from "./client.ts";
import type { BusinessCentralConfig } from "./config.ts";

const row = z.object({ id: name, name: z.string().nullish(), displayName: z.string().nullish() });
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The company's id, as addresses need it. People know it by its name. */
export async function companyId(config: BusinessCentralConfig, context: ConnectorContext): Promise<string> {
  const wanted = config.company.trim();
  if (guid.test(wanted)) return wanted;
  const { rows } = readRows(await getAll(apiUrl(config, "v2.0/companies"), config, context), row, String);
  const found = rows.filter((company) => company.name === wanted || company.displayName === wanted);
  const [only, second] = found;
  if (only && !second) return only.id;
  const names = rows.map((company) => company.name ?? company.id).slice(0, 5);
  throw new ConnectorError(
    "not_found",
    only
      ? `Several companies are called ${wanted}; give the id.`
      : `There is no company ${wanted}; the application sees ${names.join(", ") || "none"}.`,
    { field: "company" },
  );
}
