import { numericId } from "../gid.ts";
import type { Announcer } from "../webhooks/announcer.ts";
import type { Payload } from "../webhooks/json.ts";
import type { TokenStore } from "./token-store.ts";

export interface InstallationSettings {
  readonly shopId: string;
  readonly domain: string;
  readonly clock: () => Date;
  readonly redactMilliseconds: number;
  readonly tokens: TokenStore;
  readonly announcer: () => Announcer;
  /** Null: not installed. */
  readonly scopes: readonly string[] | null;
}

/** The app in one shop: installed or not, what it may do, and its tokens. */
export class Installation {
  readonly tokens: TokenStore;
  readonly #settings: InstallationSettings;
  #scopes: Set<string> | null;
  #redaction: NodeJS.Timeout | null = null;

  constructor(settings: InstallationSettings) {
    this.tokens = settings.tokens;
    this.#settings = settings;
    this.#scopes = settings.scopes === null ? null : new Set(settings.scopes);
  }

  get isInstalled(): boolean {
    return this.#scopes !== null;
  }

  get scopes(): ReadonlySet<string> {
    return this.#scopes ?? new Set();
  }

  get scopeText(): string {
    return [...this.scopes].join(",");
  }

  /** Installing again calls off a redaction that has not been sent. */
  install(scopes: readonly string[]): void {
    this.close();
    this.#scopes = new Set(scopes);
  }

  uninstall(): void {
    if (this.#scopes === null) return;
    const { shopId, domain, clock, redactMilliseconds, announcer } = this.#settings;
    const about = { id: numericId(shopId), domain, myshopify_domain: domain };
    announcer().announce(clock(), { topic: "app/uninstalled", payload: about });
    this.#scopes = null;
    this.tokens.revokeAll();
    const payload = { shop_id: numericId(shopId), shop_domain: domain };
    this.#redaction = setTimeout(
      () => announcer().announce(clock(), { topic: "shop/redact", payload }),
      Math.min(redactMilliseconds, 2 ** 31 - 1),
    ).unref();
  }

  grant(scopes: readonly string[]): void {
    this.#changeScopes(new Set([...this.scopes, ...scopes]));
  }

  revoke(scopes: readonly string[]): void {
    this.#changeScopes(new Set([...this.scopes].filter((scope) => !scopes.includes(scope))));
  }

  close(): void {
    if (this.#redaction !== null) clearTimeout(this.#redaction);
    this.#redaction = null;
  }

  #changeScopes(current: Set<string>): void {
    if (this.#scopes === null) throw new Error(`The app is not installed in ${this.#settings.domain}.`);
    const now = this.#settings.clock();
    const payload: Payload = {
      id: numericId(this.#settings.shopId),
      previous: [...this.#scopes],
      current: [...current],
      updated_at: now.toISOString(),
    };
    this.#scopes = current;
    this.#settings.announcer().announce(now, { topic: "app/scopes_update", payload });
  }
}
