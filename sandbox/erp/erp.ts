import { createService, type Service } from "../service/http.ts";
import { createLimiter } from "../service/limiter.ts";
import { createTransport, type Transport } from "../service/transport.ts";
import type { World } from "../world/world.ts";
import { createErpAuth, type ErpCredentials } from "./auth.ts";
import { erpRoutes } from "./routes.ts";

export interface ErpOptions {
  readonly credentials: ErpCredentials;
  /** How far the ERP's clock is ahead, in milliseconds; negative when it is behind. */
  readonly skew?: number;
  readonly requestsPerMinute?: number;
  readonly tokenSeconds?: number;
  /** What token lives and rate limits are measured with. Default: the world's time. */
  readonly now?: () => number;
}

export interface Erp extends Service {
  readonly control: Transport;
  expireTokens(): void;
}

/** The merchant's ERP as an HTTP service over the world. */
export function createErp(world: World, options: ErpOptions): Erp {
  const now = options.now ?? world.now;
  const control = createTransport();
  const auth = createErpAuth(options.credentials, now, options.tokenSeconds ?? 3600);
  const limit = createLimiter(options.requestsPerMinute ?? 600, now);
  const routes = erpRoutes(world, control, options.skew ?? 0);
  const service = createService(
    { ...routes, "POST /oauth/token": auth.issue },
    (request) => {
      if (request.path === "/oauth/token") return limit();
      if (control.fault === "expired_tokens") auth.expireAll();
      return auth.refuse(request) ?? limit();
    },
    control,
  );
  return { ...service, control, expireTokens: auth.expireAll };
}
