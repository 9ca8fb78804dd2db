import { GraphQLError, getDirectiveValues } from "graphql";
import type { GraphQLResolveInfo } from "graphql";
import { adminSchema } from "../graphql/schema.ts";

export type IdempotencyCode =
  | "IDEMPOTENCY_CONCURRENT_REQUEST"
  | "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
  | "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED";

const messages: Readonly<Record<IdempotencyCode, string>> = {
  IDEMPOTENCY_CONCURRENT_REQUEST: "Another request with this idempotency key is being processed.",
  IDEMPOTENCY_KEY_PARAMETER_MISMATCH: "The same idempotency key was used with other parameters.",
  IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED:
    "The previous attempt with this idempotency key failed. Use a new key.",
};

export interface IdempotencyRefusal {
  readonly code: IdempotencyCode;
  readonly field: null;
  readonly message: string;
}

interface Attempt {
  readonly fingerprint: string;
  outcome:
    | { readonly state: "running" }
    | { readonly state: "failed" }
    | { readonly state: "done"; readonly payload: object };
}

/** The key of `@idempotent` on the mutation. Its absence is an error of the request, which the schema does not show. */
export function idempotencyKey(info: GraphQLResolveInfo): string {
  const directive = adminSchema.getDirective("idempotent");
  const [field] = info.fieldNodes;
  const values = directive && field ? getDirectiveValues(directive, field, info.variableValues) : undefined;
  const key = values?.["key"];
  if (typeof key === "string" && key.trim() !== "") return key;
  throw new GraphQLError("The @idempotent directive is required for this mutation but was not provided.", {
    extensions: { code: "BAD_REQUEST" },
  });
}

/** What was done under each key in one shop. */
export class IdempotencyKeys {
  readonly #attempts = new Map<string, Attempt>();

  /** Runs `work` once per key; a repetition with the same parameters gets the first result. */
  async once(
    key: string,
    parameters: unknown,
    refuse: (refusal: IdempotencyRefusal) => object,
    work: () => Promise<object>,
  ): Promise<object> {
    const fingerprint = JSON.stringify(parameters);
    const earlier = this.#attempts.get(key);
    if (earlier !== undefined) return replay(earlier, fingerprint, refuse);
    const attempt: Attempt = { fingerprint, outcome: { state: "running" } };
    this.#attempts.set(key, attempt);
    try {
      const payload = await work();
      attempt.outcome = { state: "done", payload };
      return payload;
    } catch (error) {
      // A request that was malformed never began, so its key is still free.
      if (error instanceof GraphQLError && error.extensions["code"] !== "INTERNAL_SERVER_ERROR")
        this.#attempts.delete(key);
      else attempt.outcome = { state: "failed" };
      throw error;
    }
  }
}

function replay(
  { fingerprint: first, outcome }: Attempt,
  fingerprint: string,
  refuse: (refusal: IdempotencyRefusal) => object,
): object {
  if (first !== fingerprint) return refuse(refusal("IDEMPOTENCY_KEY_PARAMETER_MISMATCH"));
  if (outcome.state === "done") return outcome.payload;
  const isRunning = outcome.state === "running";
  return refuse(
    refusal(isRunning ? "IDEMPOTENCY_CONCURRENT_REQUEST" : "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"),
  );
}

const refusal = (code: IdempotencyCode): IdempotencyRefusal => ({
  code,
  field: null,
  message: messages[code],
});
