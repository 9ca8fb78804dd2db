import { afterEach, describe, expect, it } from "vitest";
import { celigoConfig } from "../../app/connectors/celigo/config.ts";
import { readHealth } from "../../app/connectors/celigo/health.ts";
import { celigo } from "../../app/connectors/celigo/index.ts";
import { loadConfig } from "../../app/connectors/config.ts";
import { isSignedWith } from "../../app/connectors/shared/message-signature.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { signedWebhook } from "../../app/connectors/signed-webhook/index.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { simulator } from "../../sandbox/vendors/celigo/index.ts";
import type { AccountKind } from "../../sandbox/vendors/contract.ts";
import { atVendor } from "./vendor.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Controls {
  readonly startJob: () => string;
  readonly setJob: (id: string, change: Readonly<Record<string, unknown>>) => void;
  readonly addError: (traceKey: string | null) => void;
  readonly runs: () => readonly { readonly flow: string }[];
}

async function start(account: AccountKind = "good", change: Record<string, unknown> = {}) {
  const vendor = await simulator.start({ rows: [], locations: [], limits: null });
  const http = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "t" });
  open.push(vendor, http);
  const config = loadConfig(celigoConfig, { ...(vendor.config(account) as object), ...change });
  const context = loneContexts({ http: http.connectors, now: Date.now })(
    "health",
    new AbortController().signal,
  );
  return { config, context, controls: vendor.extras as unknown as Controls };
}

describe("Celigo", () => {
  it("counts a run that completed with errors as no success", async () => {
    const { config, context, controls } = await start();
    controls.setJob(controls.startJob(), { status: "completed", numSuccess: 9, numError: 1 });
    controls.addError("KC-001");
    const health = await readHealth(config, context);
    expect(health).toMatchObject({ failed: 1, lastSuccessAt: null, queued: 0, into: "storefront" });
    controls.setJob(controls.startJob(), { status: "completed", numSuccess: 9, numError: 0 });
    expect((await readHealth(config, context)).lastSuccessAt).toBeGreaterThan(Date.now() - 60_000);
  });

  it("says what waits, and since when", async () => {
    const { config, context, controls } = await start();
    controls.setJob(controls.startJob(), { numPagesGenerated: 12, numPagesProcessed: 4 });
    const health = await readHealth(config, context);
    expect(health.queued).toBe(8);
    expect(health.oldestQueuedAt).toBeGreaterThan(Date.now() - 60_000);
  });

  it("tells each run as an event, the bad ones as failed", async () => {
    const { config, context, controls } = await start();
    controls.setJob(controls.startJob(), { status: "completed", numSuccess: 3 });
    controls.setJob(controls.startJob(), { status: "failed", numError: 2 });
    const events = [];
    for await (const some of celigo.readEvents?.(config, context, Date.now() - 60_000) ?? [])
      events.push(...some);
    expect(events.map(({ kind }) => kind).sort()).toEqual(["sync_failed", "sync_run"]);
  });

  it("runs the flow once when asked for a resync", async () => {
    const { config, context, controls } = await start();
    const answer = await celigo.requestResync?.(config, context, { idempotencyKey: "r1", keys: [] });
    expect(answer).toEqual({ accepted: true, message: "Celigo runs Stock to Shopify." });
    expect(controls.runs()).toHaveLength(1);
  });

  it("tells a wrong token from one without rights, and a flow that is not there", async () => {
    for (const [account, fault] of [
      ["wrong_credentials", "credentials"],
      ["missing_rights", "rights"],
    ] as const) {
      const { config, context } = await start(account);
      await expect(celigo.check(config, context)).rejects.toMatchObject({ fault });
    }
    const { config, context } = await start("good", { flows: "flow1, flow9" });
    await expect(celigo.check(config, context)).rejects.toMatchObject({
      fault: "configuration",
      field: "flows",
    });
  });

  it("warns of a token that may do everything", async () => {
    const { config, context } = await start();
    expect((await celigo.check(config, context)).warnings.join()).toContain("may do everything");
  });
});

describe("any middleware", () => {
  const secret = "a secret of the merchant";
  const keys = [{ item: "KC-001", code: "W1" }];

  it("sends one signed message that names the request and its keys", async () => {
    const { asked, config, context } = await atVendor(signedWebhook, { secret }, () => ({
      status: 202,
      headers: {},
      body: "",
    }));
    await signedWebhook.requestResync?.(config, context("resync"), { idempotencyKey: "r1", keys });
    expect(asked).toHaveLength(1);
    const [message] = asked;
    expect(message?.json).toMatchObject({
      event: "resync.requested",
      requestId: "r1",
      items: [{ sku: "KC-001" }],
      keys,
    });
    const { "x-handoff-timestamp": at, "x-handoff-signature": signature } = message?.headers ?? {};
    expect(isSignedWith(secret, String(at), Buffer.from(message?.body ?? ""), String(signature))).toBe(true);
    expect(
      isSignedWith("another secret!!", String(at), Buffer.from(message?.body ?? ""), String(signature)),
    ).toBe(false);
  });

  it("is not sent again when the other side fails", async () => {
    const { asked, config, context } = await atVendor(signedWebhook, { secret }, () => ({
      status: 503,
      headers: {},
      body: "",
    }));
    const asking = signedWebhook.requestResync?.(config, context("resync"), { idempotencyKey: "r1", keys });
    await expect(asking).rejects.toMatchObject({ fault: "unavailable" });
    expect(asked).toHaveLength(1);
  });
});
