export interface Call {
  readonly url: string;
  readonly operation: string;
  readonly variables: Record<string, unknown>;
  readonly token: string | null;
}

export type Answer = (call: Call) => Response | Promise<Response>;

/** A `fetch` that answers each operation as the test says, and remembers what it was asked. */
export function scriptedShopify(answers: Readonly<Record<string, Answer>>): {
  fetch: typeof fetch;
  calls: Call[];
} {
  const calls: Call[] = [];
  const answering: typeof fetch = async (input, init) => {
    init?.signal?.throwIfAborted();
    const body = JSON.parse(sentText(init)) as {
      operationName: string;
      variables: Record<string, unknown>;
    };
    const call: Call = {
      url: input instanceof Request ? input.url : String(input),
      operation: body.operationName,
      variables: body.variables,
      token: new Headers(init?.headers).get("x-shopify-access-token"),
    };
    calls.push(call);
    const answer = answers[call.operation];
    if (!answer) throw new Error(`The test has no answer for ${call.operation}`);
    return answer(call);
  };
  return { fetch: answering, calls };
}

/** Everything that the app sends is text. */
export function sentText(init: RequestInit | undefined): string {
  if (typeof init?.body !== "string") throw new Error("The request has no text");
  return init.body;
}

const cost = {
  requestedQueryCost: 10,
  actualQueryCost: 10,
  throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1990, restoreRate: 100 },
};

export function data(value: unknown): Response {
  return Response.json({ data: value, extensions: { cost } });
}

export function errors(code: string, value?: unknown): Response {
  const list = [{ message: `refused: ${code}`, extensions: { code } }];
  return Response.json({ data: value, errors: list, extensions: { cost } });
}

/** As recorded from Shopify: HTTP 200 and no data. */
export function throttled(currentlyAvailable: number): Response {
  return Response.json({
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: {
      cost: {
        requestedQueryCost: 100,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
      },
    },
  });
}
