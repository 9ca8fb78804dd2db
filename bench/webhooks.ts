import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createDatabase } from "../app/persistence/client.ts";
import { startWeb } from "../app/entry.web.ts";
import { freshDatabase } from "../tests/support/database.ts";

/**
 * The built web process on a database of its own, with no worker, under signed deliveries at an even rate. Prints how long each
 * waited for its 200, and a last line of JSON; exits with 1 where one that was answered is not in the inbox.
 */
const { values: given } = parseArgs({
  options: {
    rate: { type: "string", default: "300" },
    seconds: { type: "string", default: "60" },
    smoke: { type: "boolean", default: false },
    serve: { type: "boolean", default: false },
  },
});
const secret = "hush";
if (given.serve) await serve();
else await measure(Number(given.rate), given.smoke ? 5 : Number(given.seconds));

async function serve(): Promise<void> {
  const environment = { host: "127.0.0.1", port: 0, mode: "production" } as const;
  const web = await startWeb({ environment, buildPath: join(import.meta.dirname, "..", "build") });
  process.send?.(web.port);
}

async function measure(rate: number, seconds: number): Promise<void> {
  const database = await freshDatabase();
  const { prisma, ...connected } = createDatabase(database.url);
  const server = spawn(process.execPath, [import.meta.filename, "--serve"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      SHOPIFY_API_KEY: "key",
      SHOPIFY_API_SECRET: secret,
      SHOPIFY_APP_URL: "https://app.example",
      DATABASE_URL: database.url,
      HANDOFF_ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString("base64")}`,
      LOG_LEVEL: "silent",
      NODE_ENV: "production",
    },
  });
  try {
    const port = await new Promise<number>((resolve) =>
      server.once("message", (told) => resolve(Number(told))),
    );
    await send(port, rate, 2);
    const { waits, refused } = await send(port, rate, seconds);
    const stored = await prisma.webhookDelivery.count({ where: { state: "new" } });
    const sent = rate * (seconds + 2);
    const of = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? NaN;
    const result = {
      rate,
      seconds,
      p50: of(0.5),
      p95: of(0.95),
      p99: of(0.99),
      worst: of(1),
      refused,
      sent,
      stored,
    };
    console.log("| deliveries/s | p50 ms | p95 ms | p99 ms | worst ms | refused | sent | stored |");
    console.log("|---|---|---|---|---|---|---|---|");
    const ms = (value: number) => value.toFixed(1);
    console.log(
      `| ${rate} | ${ms(result.p50)} | ${ms(result.p95)} | ${ms(result.p99)} | ${ms(result.worst)} | ${refused} | ${sent} | ${stored} |`,
    );
    console.log(JSON.stringify({ bench: "webhooks", ...result }));
    if (refused > 0 || stored !== sent) process.exitCode = 1;
  } finally {
    server.kill();
    await connected.close();
    await database.close();
  }
}

/** Evenly, whether or not the earlier ones were answered: the wait of each counts from when it was due. */
async function send(port: number, rate: number, seconds: number) {
  const waits: number[] = [];
  let refused = 0;
  const startedAt = performance.now();
  const all: Promise<void>[] = [];
  for (let index = 0; index < rate * seconds; index += 1) {
    const due = startedAt + (index * 1_000) / rate;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    all.push(
      // A connection that breaks is a delivery that Shopify would send again.
      deliver(port, index)
        .catch(() => false)
        .then((ok) => {
          waits.push(performance.now() - due);
          if (!ok) refused += 1;
        }),
    );
  }
  await Promise.all(all);
  return { waits: waits.sort((a, b) => a - b), refused };
}

async function deliver(port: number, index: number): Promise<boolean> {
  const body = JSON.stringify({
    inventory_item_id: 1_000 + (index % 5_000),
    location_id: 101,
    available: index,
  });
  const response = await fetch(`http://127.0.0.1:${port}/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "inventory_levels/update",
      "x-shopify-shop-domain": "kiln.myshopify.com",
      "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-triggered-at": new Date().toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    },
  });
  await response.arrayBuffer();
  return response.status === 200;
}
