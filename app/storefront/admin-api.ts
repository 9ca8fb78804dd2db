import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { Kind, OperationTypeNode, print, type OperationDefinitionNode } from "graphql";
import { ClientError, GraphQLClient } from "graphql-request";
import { TokenRevoked } from "./errors.ts";
import { noAnswer, readAnswer, Unauthorized, type GraphqlAnswer, type Reading } from "./graphql-answer.ts";
import type { Limiters } from "./limiter/limiters.ts";
import { MAXIMUM_COST } from "./limiter/costs.ts";
import type { Priority, Reply } from "./limiter/reply.ts";
import type { ShopTokens } from "./tokens.ts";

export const ADMIN_API_VERSION = "2026-10";

export interface AdminRequest<Data, Variables> {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: Variables;
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** How many ids it asks for. Default 1. */
  readonly size?: number;
  /** Sending it twice does nothing twice. Default: true for a query, false for a mutation. */
  readonly repeatable?: boolean;
  /** See Reading. */
  readonly acceptPartial?: (data: Data) => boolean;
}

export interface AdminApiSettings {
  readonly fetch: typeof fetch;
  readonly tokens: Pick<ShopTokens, "token" | "replacementFor">;
  readonly limiters: Limiters;
}

/** The Admin API of every shop, for pages and jobs alike: offline token, one limiter per shop, one meaning for each error. */
export class AdminApi {
  readonly #settings: AdminApiSettings;

  constructor(settings: AdminApiSettings) {
    this.#settings = settings;
  }

  /** The data of a whole answer. Rejects with StorefrontError, or the signal's reason. */
  async run<Data, Variables extends object>(
    shop: string,
    request: AdminRequest<Data, Variables>,
  ): Promise<Data> {
    const { tokens } = this.#settings;
    const token = await tokens.token(shop, request.signal);
    try {
      return await this.#send(shop, token, request);
    } catch (error) {
      if (!(error instanceof Unauthorized)) throw error;
    }
    const renewed = await tokens.replacementFor(shop, token, request.signal);
    try {
      return await this.#send(shop, renewed, request);
    } catch (error) {
      if (error instanceof Unauthorized) throw new TokenRevoked(shop);
      throw error;
    }
  }

  /** How many ids fit into one request of this document, by what it cost so far; at most Shopify's 250. */
  batchSize(shop: string, document: TypedDocumentNode<unknown, never>): number {
    const perId = this.#settings.limiters.of(shop).costs.perUnit(operationOf(document).name);
    if (perId === null) return FIRST_BATCH;
    return Math.max(1, Math.min(LARGEST_BATCH, Math.floor((MAXIMUM_COST * 0.8) / perId)));
  }

  #send<Data, Variables extends object>(
    shop: string,
    token: string,
    request: AdminRequest<Data, Variables>,
  ): Promise<Data> {
    const { name, isQuery } = operationOf(request.document);
    const reading: Reading<Data> = { ...request, repeatable: request.repeatable ?? isQuery };
    return this.#settings.limiters.of(shop).run<Data>({
      operation: name,
      size: request.size ?? 1,
      priority: request.priority,
      signal: request.signal,
      send: () => this.#post(shop, token, request, reading),
    });
  }

  async #post<Data, Variables extends object>(
    shop: string,
    token: string,
    request: AdminRequest<Data, Variables>,
    reading: Reading<Data>,
  ): Promise<Reply<Data>> {
    const client = new GraphQLClient(`https://${shop}/admin/api/${ADMIN_API_VERSION}/graphql.json`, {
      fetch: this.#settings.fetch,
      headers: { "x-shopify-access-token": token, accept: "application/json" },
      errorPolicy: "all",
    });
    let answer: GraphqlAnswer<Data>;
    try {
      answer = await client.rawRequest<Data>({
        query: operationOf(request.document).text,
        variables: request.variables,
        signal: request.signal,
      });
    } catch (error) {
      // A ClientError's message repeats the whole request and answer: take its parts and let it go.
      if (!(error instanceof ClientError)) return noAnswer(error, reading.repeatable);
      answer = error.response as GraphqlAnswer<Data>;
    }
    return readAnswer(answer, reading);
  }
}

const FIRST_BATCH = 50;
const LARGEST_BATCH = 250;

interface Operation {
  readonly name: string;
  readonly isQuery: boolean;
  readonly text: string;
}

const operations = new WeakMap<object, Operation>();

function operationOf(document: TypedDocumentNode<unknown, never>): Operation {
  const known = operations.get(document);
  if (known) return known;
  const definition = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (!definition?.name) throw new Error("Every document names its operation");
  const isQuery = definition.operation === OperationTypeNode.QUERY;
  const operation: Operation = { name: definition.name.value, isQuery, text: print(document) };
  operations.set(document, operation);
  return operation;
}
