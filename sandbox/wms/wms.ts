import { problem, createService, type Incoming, type Reply, type Service } from "../service/http.ts";
import { createLimiter } from "../service/limiter.ts";
import { basicCredentials, same } from "../service/secrets.ts";
import { createTransport, type Transport } from "../service/transport.ts";
import type { World } from "../world/world.ts";
import { wmsRoutes } from "./routes.ts";

export interface WmsCredentials {
  /** Sent as X-Api-Key. */
  readonly apiKey: string;
  /** For Basic, which is allowed as well. */
  readonly user: string;
  readonly password: string;
}

export interface WmsOptions {
  readonly credentials: WmsCredentials;
  /** How far the WMS's clock is ahead, in milliseconds; negative when it is behind. */
  readonly skew?: number;
  readonly requestsPerMinute?: number;
  /** What the rate limit is measured with. Default: the world's time. */
  readonly now?: () => number;
}

export interface Wms extends Service {
  readonly control: Transport;
}

/** The merchant's WMS as an HTTP service over the world. */
export function createWms(world: World, options: WmsOptions): Wms {
  const control = createTransport();
  const limit = createLimiter(options.requestsPerMinute ?? 240, options.now ?? world.now);
  const service = createService(
    wmsRoutes(world, control, options.skew ?? 0),
    (request) =>
      (control.fault === "expired_tokens" ? expired : refuse(options.credentials, request)) ?? limit(),
    control,
  );
  return { ...service, control };
}

const expired = problem(401, "The key has expired");

function refuse({ apiKey, user, password }: WmsCredentials, { headers }: Incoming): Reply | null {
  const key = headers["x-api-key"];
  if (typeof key === "string") return same(key, apiKey) ? null : problem(403, "The key is not valid");
  const basic = basicCredentials(headers.authorization);
  if (basic === null)
    return problem(401, "Send X-Api-Key or Basic credentials", { "www-authenticate": "Basic" });
  return same(basic.user, user) && same(basic.password, password)
    ? null
    : problem(403, "User name or password is wrong");
}
