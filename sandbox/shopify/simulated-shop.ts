import { createHash } from "node:crypto";
import type { ShopSeed } from "../contract.ts";
import { ShopActions } from "./actions.ts";
import { BulkOperations, type BulkErrorCode, type BulkOperation } from "./bulk/operations.ts";
import type { BulkFiles } from "./bulk/files.ts";
import { legacyId } from "./gid.ts";
import { Bucket } from "./graphql/bucket.ts";
import { signIdToken } from "./oauth/id-token.ts";
import { Installation } from "./oauth/installation.ts";
import { TokenStore } from "./oauth/token-store.ts";
import type { StandInApp, StandInOptions } from "./options.ts";
import type { Chance } from "./random.ts";
import { ShopState } from "./state/shop-state.ts";
import { Transfers, type NewTransfer } from "./state/transfers.ts";
import { Announcer } from "./webhooks/announcer.ts";
import type { PostOffice } from "./webhooks/post-office.ts";
import type { FlowTrigger } from "./writes/flow.ts";
import { IdempotencyKeys } from "./writes/idempotency.ts";
import type { AcceptedWrite } from "./writes/write-log.ts";

export interface ShopParts {
  readonly seed: ShopSeed;
  readonly app: StandInApp;
  readonly options: StandInOptions;
  readonly clock: () => Date;
  readonly chance: Chance;
  readonly files: BulkFiles;
  readonly postOffice: PostOffice;
}

/** A way in which the next requests to the Admin API fail: an HTTP status, or a cut connection. */
export type RequestFailure = number | "cut";

/** One shop: its stock, the app's installation in it, and what a test or the sandbox's admin can make happen. */
export class SimulatedShop {
  readonly id: string;
  readonly domain: string;
  readonly seed: ShopSeed;
  readonly app: StandInApp;
  readonly options: StandInOptions;
  readonly clock: () => Date;
  readonly state: ShopState;
  readonly storefront: ShopActions;
  readonly announcer: Announcer;
  readonly installation: Installation;
  readonly bucket: Bucket;
  readonly bulk: BulkOperations;
  readonly transfers = new Transfers();
  readonly idempotency = new IdempotencyKeys();
  /** What the app told Flow, oldest first. */
  readonly flowTriggers: FlowTrigger[] = [];
  /** Flow, where the shop has one. */
  flow: { receive(trigger: FlowTrigger): void } | null = null;
  /** Every write of the app that was accepted, oldest first. */
  readonly writes: AcceptedWrite[] = [];
  readonly #chance: Chance;
  readonly #failures: RequestFailure[] = [];
  #throttles = 0;
  #writeFailures = 0;
  #groups = 0;

  constructor(parts: ShopParts) {
    const { seed, app, options, clock, chance, files, postOffice } = parts;
    this.seed = seed;
    this.domain = seed.domain;
    this.app = app;
    this.options = options;
    this.clock = clock;
    this.#chance = chance;
    this.id = `gid://shopify/Shop/${createHash("sha256").update(seed.domain).digest().readUInt32BE() + 60_000_000_000}`;
    this.state = new ShopState(seed);
    this.bucket = new Bucket(seed.restoreRate, clock);
    this.installation = new Installation({
      shopId: this.id,
      domain: seed.domain,
      clock,
      redactMilliseconds: options.redactMilliseconds,
      tokens: new TokenStore(clock, chance, {
        accessSeconds: options.accessTokenSeconds,
        refreshSeconds: options.refreshTokenSeconds,
      }),
      announcer: () => this.announcer,
      scopes: options.installed ? app.scopes : null,
    });
    this.announcer = new Announcer({
      shop: seed.domain,
      apiVersion: options.apiVersion,
      topics: new Set(app.topics),
      chance,
      post: (delivery) => postOffice.post(delivery),
      isInstalled: () => this.installation.isInstalled,
    });
    this.storefront = new ShopActions(this.state, this.announcer);
    this.bulk = new BulkOperations({
      clock,
      milliseconds: options.bulkMilliseconds,
      urlSeconds: options.bulkUrlSeconds,
      files,
      onFinish: (operation) => this.#bulkFinished(operation),
    });
  }

  isInstalled(): boolean {
    return this.installation.isInstalled;
  }
  install(scopes: readonly string[] = this.app.scopes): void {
    this.installation.install(scopes);
  }
  /** Revokes all tokens, sends app/uninstalled and, later, shop/redact. */
  uninstall(): void {
    this.installation.uninstall();
  }
  /** Access tokens stop working; refresh tokens go on. */
  expireTokens(): void {
    this.installation.tokens.expireAccess();
  }
  grantedScopes(): readonly string[] {
    return [...this.installation.scopes];
  }
  grantScopes(scopes: readonly string[]): void {
    this.installation.grant(scopes);
  }
  revokeScopes(scopes: readonly string[]): void {
    this.installation.revoke(scopes);
  }

  /** The ID token that Shopify admin hands to the app's page for this staff member. */
  idToken(staffId: string): string {
    if (!this.seed.staff.some((member) => member.id === staffId))
      throw new Error(`${this.domain} has no staff member ${staffId}.`);
    const ids = { jti: this.#chance.uuid(), sid: this.#chance.uuid() };
    return signIdToken(this.app, { shop: this.domain, userId: legacyId(staffId), now: this.clock(), ...ids });
  }

  addTransfer(transfer: NewTransfer): string {
    return this.transfers.add(transfer, this.state).id;
  }

  /** The next requests fail before they reach the API. */
  failNext(count: number, failure: RequestFailure): void {
    for (let index = 0; index < count; index += 1) this.#failures.push(failure);
  }
  /** The next requests are throttled although points remain, as Shopify does in very large stores. */
  throttleHard(count: number): void {
    this.#throttles += count;
  }
  /** The next inventory writes fail inside Shopify; nothing is written, and their keys are used up. */
  failNextWrite(count = 1): void {
    this.#writeFailures += count;
  }
  failNextBulk(code: BulkErrorCode): void {
    this.bulk.failNext = code;
  }

  takeFailure(): RequestFailure | null {
    return this.#failures.shift() ?? null;
  }
  takeThrottle(): boolean {
    if (this.#throttles === 0) return false;
    this.#throttles -= 1;
    return true;
  }
  takeWriteFailure(): boolean {
    if (this.#writeFailures === 0) return false;
    this.#writeFailures -= 1;
    return true;
  }
  nextGroupId(): string {
    this.#groups += 1;
    return `gid://shopify/InventoryAdjustmentGroup/${this.#groups}`;
  }

  close(): void {
    this.bulk.close();
    this.installation.close();
  }

  #bulkFinished(operation: BulkOperation): void {
    const completedAt = operation.completedAt ?? this.clock();
    this.announcer.announce(completedAt, {
      topic: "bulk_operations/finish",
      payload: {
        admin_graphql_api_id: operation.id,
        completed_at: completedAt.toISOString(),
        created_at: operation.createdAt.toISOString(),
        error_code: operation.errorCode?.toLowerCase() ?? null,
        status: operation.status.toLowerCase(),
        type: "query",
      },
    });
  }
}
