import { GraphQLClient } from "graphql-request";
import type { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import type { Json } from "../shared/json.ts";
import { callVendor } from "../shared/vendor/call.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { ShipheroConfig } from "./config.ts";
import { manners } from "./manners.ts";
import { belowAddress } from "../shared/vendor/url.ts";

export interface Question<Data> {
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly answer: z.ZodType<Data>;
  /** The credits that it is expected to need; ShipHero's own word corrects it. */
  readonly cost: number;
}

/** One question to ShipHero's GraphQL API, in its own manners. Throws ConnectorError. */
export async function askShiphero<Data>(
  config: ShipheroConfig,
  context: ConnectorContext,
  { document, variables, answer: schema, cost }: Question<Data>,
): Promise<Data> {
  const url = belowAddress(config.address, "/graphql");
  let read: Json = null;
  const client = new GraphQLClient(url.href, {
    fetch: async (_address, init) => {
      const json: unknown = JSON.parse(typeof init?.body === "string" ? init.body : "null");
      const answer = await callVendor(context, manners(config, context), { url, json, cost });
      read = answer.json;
      return new Response("{}", { headers: { "content-type": "application/json" } });
    },
    // The answer was read on its way in, with every digit of its numbers.
    jsonSerializer: { parse: () => read, stringify: (value: unknown) => JSON.stringify(value) },
    errorPolicy: "all",
  });
  const { data } = await client.rawRequest<Json>(document, known(variables));
  return readAnswer(data, schema, url);
}

function known(variables: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}
