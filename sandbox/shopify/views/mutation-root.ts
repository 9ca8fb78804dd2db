import { GraphQLError } from "graphql";
import type { GraphQLResolveInfo } from "graphql";
import { setTimeout as pause } from "node:timers/promises";
import { bulkOperationView } from "../bulk/view.ts";
import { requireScope, type Call } from "../graphql/call.ts";
import { activate, type ActivateInput } from "../writes/activate.ts";
import { adjustQuantities, type AdjustInput } from "../writes/adjust-quantities.ts";
import { receiveFlowTrigger } from "../writes/flow.ts";
import { idempotencyKey } from "../writes/idempotency.ts";
import { setQuantities, type SetInput } from "../writes/set-quantities.ts";

interface Attempt {
  readonly call: Call;
  readonly info: GraphQLResolveInfo;
  readonly parameters: object;
  /** The payload of a refusal besides its errors. */
  readonly empty: object;
}

/** Every inventory write: it needs the scope and a key, takes its time, and is done once per key. */
async function write(
  { call, info, parameters, empty }: Attempt,
  work: (key: string) => object,
): Promise<object> {
  requireScope(call, "write_inventory", info.fieldName);
  const key = idempotencyKey(info);
  const { idempotency, options } = call.shop;
  const refuse = (error: object): object => ({ ...empty, userErrors: [error] });
  return idempotency.once(key, [info.fieldName, parameters], refuse, async () => {
    if (options.writeMilliseconds > 0) await pause(options.writeMilliseconds);
    if (call.shop.takeWriteFailure()) {
      const message = "Internal error. Looks like something went wrong on our end.";
      throw new GraphQLError(message, { extensions: { code: "INTERNAL_SERVER_ERROR" } });
    }
    return work(key);
  });
}

const noGroup = { inventoryAdjustmentGroup: null };

/** Every mutation of the schema. */
export const mutationRoot = {
  inventorySetQuantities: ({ input }: { readonly input: SetInput }, call: Call, info: GraphQLResolveInfo) =>
    write({ call, info, parameters: input, empty: noGroup }, (key) => setQuantities(call.shop, input, key)),
  inventoryAdjustQuantities: (
    { input }: { readonly input: AdjustInput },
    call: Call,
    info: GraphQLResolveInfo,
  ) =>
    write({ call, info, parameters: input, empty: noGroup }, (key) =>
      adjustQuantities(call.shop, input, key),
    ),
  inventoryActivate: (input: ActivateInput, call: Call, info: GraphQLResolveInfo) =>
    write({ call, info, parameters: input, empty: { inventoryLevel: null } }, (key) =>
      activate(call.shop, input, key),
    ),

  flowTriggerReceive: (args: { readonly handle?: string | null; readonly payload?: unknown }, call: Call) =>
    receiveFlowTrigger(call.shop, args),

  bulkOperationRunQuery: (args: { readonly query: string; readonly groupObjects: boolean }, call: Call) => {
    const started = call.shop.bulk.start(args.query, args.groupObjects, call);
    if ("operation" in started)
      return { bulkOperation: bulkOperationView(started.operation), userErrors: [] };
    return { bulkOperation: null, userErrors: [{ field: ["query"], ...started }] };
  },
  bulkOperationCancel: ({ id }: { readonly id: string }, call: Call) => {
    const operation = call.shop.bulk.byId(id);
    if (operation === undefined) {
      return {
        bulkOperation: null,
        userErrors: [{ field: ["id"], message: "Bulk operation does not exist." }],
      };
    }
    const canceled = call.shop.bulk.cancel(operation);
    const message = "A bulk operation cannot be canceled when it is finished.";
    return {
      bulkOperation: bulkOperationView(operation),
      userErrors: canceled ? [] : [{ field: null, message }],
    };
  },
};
