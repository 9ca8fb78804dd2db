import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing, readPage } from "../shared/vendor-rows.ts";
import { askShiphero } from "./client.ts";
import type { ShipheroConfig } from "./config.ts";
import { keysDocument } from "./documents.ts";
import { keysAnswer, levelRow, toLevel } from "./schema.ts";

const keysAtOnce = 25;
/** A 3PL's customers may share a SKU in one warehouse. */
const rowsEach = 5;

/** A few keys, many in one request: the batches go out together. */
export async function readKeys(
  config: ShipheroConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const answers = await Promise.all(
    batches(keys, keysAtOnce).map((batch) => readBatch(config, context, batch)),
  );
  return answers.flat().filter(keyFilter(keys));
}

async function readBatch(
  config: ShipheroConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const answer = await askShiphero(config, context, {
    document: keysDocument(keys.length, rowsEach),
    variables: {
      customer: config.customerAccountId,
      ...Object.fromEntries(
        keys.flatMap(({ item, code }, index) => [
          [`sku${index}`, item],
          [`warehouse${index}`, code],
        ]),
      ),
    },
    answer: keysAnswer,
    cost: keys.length * (rowsEach + 1),
  });
  const records = Object.values(answer).flatMap(({ data }) => data.edges.map(({ node }) => node));
  const page = readPage(records, levelRow, toLevel, { number: 1, observedAt: context.now() });
  return allOrNothing(page, new URL(config.address).host).levels;
}
