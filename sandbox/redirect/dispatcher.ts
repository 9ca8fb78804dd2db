import { Agent, type Dispatcher } from "undici";

/** Tells the stand-in for which host a request was meant, since its own is in `Host`. */
export const SHOP_HEADER = "x-sim-shop";

/** Hosts of Shopify that the app talks to: the shops, and where results of bulk operations are downloaded from. */
const shopifyHost = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$|^storage\.googleapis\.com$|\.shopifycloud\.com$/;

/** A dispatcher that sends requests for Shopify to `standIn` and leaves all others alone. */
export function redirectingDispatcher(standIn: URL): Dispatcher {
  return new Agent().compose((dispatch) => (options, handler) => {
    const host = new URL(String(options.origin)).hostname;
    if (!shopifyHost.test(host)) return dispatch(options, handler);
    return dispatch(
      { ...options, origin: standIn.origin, headers: withShop(options.headers ?? {}, host) },
      handler,
    );
  });
}

type Headers = NonNullable<Dispatcher.DispatchOptions["headers"]>;

/** undici knows three shapes of headers; each keeps its own. */
function withShop(headers: Headers, shop: string): Headers {
  if (isFlatList(headers)) return [...withoutHost(headers), SHOP_HEADER, shop];
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries([
    ...entries.filter(([name]) => name.toLowerCase() !== "host"),
    [SHOP_HEADER, shop],
  ]);
}

const isFlatList = (headers: Headers): headers is string[] => Array.isArray(headers);

const withoutHost = (list: readonly string[]): string[] =>
  list.flatMap((name, index) =>
    index % 2 === 1 || name.toLowerCase() === "host" ? [] : [name, list[index + 1] ?? ""],
  );
