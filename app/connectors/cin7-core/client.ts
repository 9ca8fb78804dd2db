import type { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import { callVendor, type VendorAnswer, type VendorManners } from "../shared/vendor/call.ts";
import { fixedSession } from "../shared/vendor/session.ts";
import { retryAfter } from "../shared/vendor/throttle.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { Cin7CoreConfig } from "./config.ts";
import { failureAnswer } from "./schema.ts";

/** Per account, over all its applications. */
const window = { requests: 60, milliseconds: 60_000 };

export async function callCin7<Answer>(
  config: Cin7CoreConfig,
  context: ConnectorContext,
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const url = belowAddress(config.address, path, query);
  const { json } = await callVendor(context, manners(config), { url });
  return readAnswer(json, schema, url);
}

function manners({ address, accountId, applicationKey }: Cin7CoreConfig): VendorManners {
  return {
    field: "address",
    session: fixedSession({
      "api-auth-accountid": accountId,
      "api-auth-applicationkey": applicationKey,
    }),
    budget: { name: `cin7-core ${digestOf([address, accountId])}`, window },
    throttled,
    failure,
  };
}

/** Too many calls are 429, and 503 by some accounts; neither says for how long: it is tried again ever later. */
function throttled({ status, headers, json }: VendorAnswer) {
  const saysSo = status === 503 && /limit|too many/i.test(JSON.stringify(json ?? ""));
  return status === 429 || saysSo ? { waitMs: retryAfter(headers) } : null;
}

/** Wrong credentials may come as 400 too, with the reason in a list of exceptions. */
function failure({ status, json }: VendorAnswer, { host }: URL): ConnectorError | null {
  const { data } = failureAnswer.safeParse(json);
  const said = data?.map(({ Exception }) => Exception).join(" ") ?? "";
  if (status === 403 && !/permission|access/i.test(said) && /applicationid|credential|incorrect/i.test(said))
    return new ConnectorError("credentials", `${host} does not accept this account id and application key.`);
  if (status === 400 && /credential|api-auth|application ?key|account ?id/i.test(said))
    return new ConnectorError("credentials", `${host} does not accept this account id and application key.`);
  return null;
}
