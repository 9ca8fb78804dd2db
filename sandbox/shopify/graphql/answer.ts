import { OperationTypeNode, GraphQLError, execute, getOperationAST, parse, validate } from "graphql";
import type { DocumentNode, ExecutionResult, OperationDefinitionNode } from "graphql";
import { getVariableValues } from "graphql";
import { mutationRoot } from "../views/mutation-root.ts";
import { queryRoot } from "../views/query-root.ts";
import type { Call } from "./call.ts";
import { Costing } from "./cost.ts";
import { tooLongArray } from "./limits.ts";
import { adminSchema } from "./schema.ts";

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

const MAX_COST = 1000;

/** Answers one request as the Admin API does, costs included. */
export async function answerGraphql(request: GraphqlRequest, call: Call): Promise<object> {
  const prepared = prepare(request);
  if ("errors" in prepared) return prepared;
  const { document, operation, variables } = prepared;
  const { bucket } = call.shop;
  const costing = new Costing(document, operation, variables);
  const requested = costing.requested();
  if (requested > MAX_COST) return tooExpensive(requested);
  const cost = (actual: number | null): object => ({
    cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: bucket.status },
  });
  if (call.shop.takeThrottle() || !bucket.hold(requested)) {
    return { errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions: cost(null) };
  }
  const result = await run(request, document, operation, call);
  const actual = Math.min(requested, costing.actual(result.data));
  bucket.refund(requested - actual);
  return { ...result, extensions: cost(actual) };
}

type Prepared =
  | {
      readonly document: DocumentNode;
      readonly operation: OperationDefinitionNode;
      readonly variables: Record<string, unknown>;
    }
  | { readonly errors: readonly unknown[] };

function prepare({ query, variables, operationName }: GraphqlRequest): Prepared {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [error] };
  }
  const invalid = validate(adminSchema, document);
  if (invalid.length > 0) return { errors: invalid };
  const operation = getOperationAST(document, operationName);
  if (!operation) return { errors: [new GraphQLError("An operation name is required")] };
  const coerced = getVariableValues(adminSchema, operation.variableDefinitions ?? [], variables);
  if (coerced.errors !== undefined) return { errors: coerced.errors.map(invalidVariable) };
  const long = tooLongArray(document, coerced.coerced);
  return long === null ? { document, operation, variables: coerced.coerced } : { errors: [long] };
}

const invalidVariable = ({ message, locations }: GraphQLError): object => ({
  message,
  locations,
  extensions: { code: "INVALID_VARIABLE" },
});

function tooExpensive(cost: number): object {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_COST}).`;
  const documentation = "https://shopify.dev/api/usage/rate-limits";
  return {
    errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: MAX_COST, documentation } }],
  };
}

async function run(
  { variables, operationName }: GraphqlRequest,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  call: Call,
): Promise<ExecutionResult> {
  return execute({
    schema: adminSchema,
    document,
    rootValue: operation.operation === OperationTypeNode.MUTATION ? mutationRoot : queryRoot,
    contextValue: call,
    variableValues: variables,
    operationName,
  });
}
