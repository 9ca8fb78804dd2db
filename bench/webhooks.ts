import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createDatabase } from "../app/persistence/client.ts";
import { startWeb } from "../app/entry.web.ts";
import { freshDatabase } from "../tests/support/database.ts";

/**
 * The built web process on a database of its own, with no worker, under signed deliveries at an even rate; in turn with it a bare
 * server in the same process, which reads the body and answers, so that what the machine costs is known. Prints how long each waited
 * for its 200, and a last line of JSON; exits with 1 where one that was answered is not in the inbox.
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
/** Seconds before it is the other one's turn. */
const TURN = 5;
if (given.serve) await serve();
else await measure(Number(given.rate), given.smoke ? 5 : Number(given.seconds));

interface Told {
  readonly port: number;
  readonly bare: number;
}

/** What the event loop of the web process did. */
interface Loop {
  readonly utilization: number;
  readonly delayP99: number;
  readonly worstDelay: number;
}

async function serve(): Promise<void> {
  const environment = { host: "127.0.0.1", port: 0, mode: "production" } as const;
  const web = await startWeb({ environment, buildPath: join(import.meta.dirname, "..", "build") });
  const bare = createServer((request, response) => {
    request.resume().once("end", () => response.end());
  });
  await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve));
  let delays = monitorEventLoopDelay({ resolution: 5 });
  let since = performance.eventLoopUtilization();
  process.on("message", (word) => {
    if (word === "begin") {
      delays = monitorEventLoopDelay({ resolution: 5 });
      delays.enable();
      since = performance.eventLoopUtilization();
    } else {
      delays.disable();
      const { utilization } = performance.eventLoopUtilization(since);
      const ms = (nanoseconds: number) => nanoseconds / 1e6;
      process.send?.({ utilization, delayP99: ms(delays.percentile(99)), worstDelay: ms(delays.max) });
    }
  });
  process.send?.({ port: web.port, bare: (bare.address() as AddressInfo).port });
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
    const heard = <Answer>() =>
      new Promise<Answer>((resolve) => server.once("message", (told) => resolve(told as Answer)));
    const { port, bare } = await heard<Told>();
    await send(port, rate, 2);
    await send(bare, rate, 2);
    const waits: number[] = [];
    const bareWaits: number[] = [];
    const loops: Loop[] = [];
    let refused = 0;
    const turns = Math.max(1, Math.round(seconds / TURN));
    for (let turn = 0; turn < turns; turn += 1) {
      server.send("begin");
      const sent = await send(port, rate, TURN);
      const loop = heard<Loop>();
      server.send("end");
      loops.push(await loop);
      waits.push(...sent.waits);
      refused += sent.refused;
      bareWaits.push(...(await send(bare, rate, TURN)).waits);
    }
    const stored = await prisma.webhookDelivery.count({ where: { state: "new" } });
    const sent = rate * (turns * TURN + 2);
    const result = {
      ...{ rate, seconds: turns * TURN, ...quantiles(waits), refused, sent, stored },
      bare: quantiles(bareWaits),
      loop: {
        utilization: Math.max(...loops.map(({ utilization }) => utilization)),
        delayP99: Math.max(...loops.map(({ delayP99 }) => delayP99)),
        worstDelay: Math.max(...loops.map(({ worstDelay }) => worstDelay)),
      },
    };
    console.log("| deliveries/s | p50 ms | p95 ms | p99 ms | worst ms | refused | sent | stored |");
    console.log("|---|---|---|---|---|---|---|---|");
    const ms = (value: number) => value.toFixed(1);
    console.log(
      `| ${rate} | ${ms(result.p50)} | ${ms(result.p95)} | ${ms(result.p99)} | ${ms(result.worst)} | ${refused} | ${sent} | ${stored} |`,
    );
    const { bare: peer, loop } = result;
    console.log(
      `| bare server | ${ms(peer.p50)} | ${ms(peer.p95)} | ${ms(peer.p99)} | ${ms(peer.worst)} | – | – | – |`,
    );
    console.log(
      `\np99 ${(result.p99 / peer.p99).toFixed(2)} times the bare server's. Event loop: ${(loop.utilization * 100).toFixed(0)} % busy at most, late by ${ms(loop.delayP99)} ms (p99), ${ms(loop.worstDelay)} ms at worst.`,
    );
    console.log(JSON.stringify({ bench: "webhooks", ...result }));
    if (refused > 0 || stored !== sent) process.exitCode = 1;
  } finally {
    server.kill();
    await connected.close();
    await database.close();
  }
}

function quantiles(waits: readonly number[]) {
  const sorted = [...waits].sort((a, b) => a - b);
  const of = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: of(0.5), p95: of(0.95), p99: of(0.99), worst: of(1) };
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
  return { waits, refused };
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
