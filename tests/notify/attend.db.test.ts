import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isSignedWith } from "../../app/connectors/shared/message-signature.ts";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { noon } from "../discrepancies/example.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import {
  breakStock,
  heal,
  laterBy,
  listen,
  newShop,
  relapse,
  tellerOf,
  type Teller,
} from "./support/shops.ts";
import { openInbox, type Inbox } from "./support/smtp-inbox.ts";

let server: TestDatabase;
let database: Database;
let inbox: Inbox;
let shop: string;
let stranger: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
  inbox = await openInbox();
});
afterAll(async () => {
  await inbox.close();
  await database.close();
  await server.close();
});
beforeEach(async () => {
  inbox.mails.length = 0;
  [shop, stranger] = [await newShop(database), await newShop(database, "Stranger")];
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function teller(given: Parameters<typeof tellerOf>[1] = { smtp: inbox.url }): Teller {
  const made = tellerOf(database, given);
  closing.push(() => made.http.close());
  return made;
}

interface Heard {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** A channel's other end, answering as the test says. */
async function target(answer: RequestListener = (_, response) => response.end("ok")) {
  const heard: Heard[] = [];
  const http: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      heard.push({ path: request.url ?? "", body, headers: request.headers });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { heard, host, url: `http://${host}/hook` };
}

const statesOf = async (of: string) =>
  (await database.prisma.notification.findMany({ where: { shop: of }, orderBy: { createdAt: "asc" } })).map(
    ({ transition, state }) => `${transition}: ${state}`,
  );

describe("a fault that begins and heals", () => {
  it("is one message per channel and one update, whoever looks how often", async () => {
    const chat = await target();
    const told = teller({ smtp: inbox.url, allowed: [chat.host] });
    await listen(told, shop, "mail", { to: "maria@kiln.example" });
    await listen(told, shop, "slack", { to: chat.url });
    await listen(told, stranger, "mail", { to: "stranger@else.example" });
    const trouble = await breakStock(database, shop);
    await told.attend(shop);
    await told.attend(shop);
    await told.attend(stranger);
    expect(inbox.mails.map(({ to }) => to?.[0]?.address)).toEqual(["maria@kiln.example"]);
    expect(chat.heard).toHaveLength(1);

    await heal(database, shop, trouble, laterBy(20));
    told.at = laterBy(20);
    await told.attend(shop);
    expect(inbox.mails).toHaveLength(1);
    told.at = laterBy(51);
    await told.attend(shop);
    await told.attend(shop);
    expect(inbox.mails.map(({ text }) => text?.split("\n")[0])).toEqual([
      "Stock differs: 2 SKUs at Brooklyn",
      "Resolved: 2 SKUs at Brooklyn agree again",
    ]);
    expect(chat.heard).toHaveLength(2);
  });

  it("says where, how many, how much, since when and whom to tell, and leads into the app", async () => {
    const told = teller();
    const id = await listen(told, shop, "mail", { to: "maria@kiln.example" });
    const { incident } = await breakStock(database, shop);
    await told.attend(shop);
    const [mail] = inbox.mails;
    expect(mail?.subject).toBe("Sync has stopped at Brooklyn");
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain("ERP and Shopify disagree on 2 SKUs at Brooklyn");
      expect(text).toContain("2 SKUs, 2 can oversell");
      expect(text).toContain("$80.00");
      expect(text).toContain("Apr 3, 2026, 8:00:00");
      expect(text).toContain("Whoever runs the sync");
      const store = shop.replace(".myshopify.com", "");
      expect(text).toContain(
        `https://admin.shopify.com/store/${store}/apps/client-id/app/incidents/${incident.id}`,
      );
    }
    const headers = new Map(mail?.headers.map(({ key, value }) => [key, value]));
    expect(headers.get("list-unsubscribe")).toBe(`<${told.dependencies.delivering.unsubscribe.urlOf(id)}>`);
    expect(headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(headers.get("auto-submitted")).toBe("auto-generated");
  });

  it("that flaps is one message, and a real return comes in the same conversation", async () => {
    const told = teller();
    await listen(told, shop, "mail", { to: "maria@kiln.example" });
    let trouble = await breakStock(database, shop);
    await told.attend(shop);
    for (const minute of [20, 40, 60]) {
      told.at = laterBy(minute);
      await heal(database, shop, trouble, told.at);
      await told.attend(shop);
      told.at = laterBy(minute + 10);
      trouble = await relapse(database, shop, trouble, told.at);
      await told.attend(shop);
    }
    expect(inbox.mails).toHaveLength(1);

    told.at = laterBy(100);
    await heal(database, shop, trouble, told.at);
    await told.attend(shop);
    told.at = laterBy(131);
    await told.attend(shop);
    trouble = await relapse(database, shop, trouble, laterBy(140));
    told.at = laterBy(140);
    await told.attend(shop);
    const [first, resolved, back] = inbox.mails;
    expect(inbox.mails).toHaveLength(3);
    expect(back?.text).toContain("Came back: 2 SKUs at Brooklyn");
    expect([resolved?.inReplyTo, back?.inReplyTo]).toEqual([first?.messageId, first?.messageId]);
    expect([resolved?.subject, back?.subject]).toEqual(Array(2).fill(`Re: ${first?.subject}`));
  });

  it("that goes on under another cause is not told again, and is no recovery", async () => {
    const told = teller();
    await listen(told, shop, "mail", { to: "maria@kiln.example" });
    const { discrepancies } = await breakStock(database, shop, { key: "unknown" });
    await told.attend(shop);
    const { incident } = await breakStock(database, shop, { skus: [], key: "known", at: laterBy(15) });
    await database.prisma.discrepancy.updateMany({ where: { shop }, data: { incidentId: incident.id } });
    await database.prisma.incident.updateMany({
      where: { shop, key: "unknown" },
      data: { quietSince: new Date(laterBy(15)) },
    });
    told.at = laterBy(60);
    await told.attend(shop);
    expect(inbox.mails).toHaveLength(1);
    const moved = discrepancies.map((each) => ({ ...each, incidentId: incident.id }));
    await heal(database, shop, { incident, discrepancies: moved }, laterBy(60));
    told.at = laterBy(85);
    await told.attend(shop);
    expect(inbox.mails).toHaveLength(1);
    told.at = laterBy(91);
    await told.attend(shop);
    expect(inbox.mails.at(-1)?.text).toContain("Resolved: 2 SKUs at Brooklyn agree again");
  });

  it("in quiet hours waits for the morning, and is never told when it is over by then", async () => {
    const told = teller();
    const rules = {
      atOnce: "everything",
      threshold: null,
      digestAt: null,
      quiet: { from: "07:00", to: "12:00" },
    };
    await listen(told, shop, "mail", { to: "maria@kiln.example" }, { rules: rules as never });
    // Noon in UTC is 08:00 in New York.
    const trouble = await breakStock(database, shop);
    await told.attend(shop);
    expect(await statesOf(shop)).toEqual(["1 opened: pending"]);
    await heal(database, shop, trouble, laterBy(30));
    told.at = laterBy(30);
    await told.attend(shop);
    told.at = laterBy(6 * 60);
    await told.attend(shop);
    expect(inbox.mails).toEqual([]);
    expect(await statesOf(shop)).toEqual(["1 opened: withdrawn"]);
  });
});

describe("the digest", () => {
  it("comes once a morning in the shop's zone, and names what is open", async () => {
    const told = teller();
    const rules = { atOnce: "nothing", threshold: null, digestAt: "09:00", quiet: null };
    const due = noon + 3_600_000;
    await listen(
      told,
      shop,
      "mail",
      { to: "maria@kiln.example" },
      { rules: rules as never, nextDigestAt: due },
    );
    await breakStock(database, shop);
    await told.attend(shop);
    expect(inbox.mails).toEqual([]);
    told.at = due;
    expect(await told.dependencies.outbox.needingAttention(told.at, 10)).toContain(shop);
    await told.attend(shop);
    await told.attend(shop);
    expect(inbox.mails.map(({ subject }) => subject)).toEqual(["Kiln & Co: stock this morning"]);
    expect(inbox.mails[0]?.text).toContain("The systems disagree on 2 SKUs; 2 can oversell.");
    expect(inbox.mails[0]?.text).toContain("Sync has stopped at Brooklyn");
    const [channel] = await told.dependencies.channels.list(shop);
    expect(channel?.nextDigestAt).toBe(due + 24 * 3_600_000);
  });
});

describe("a target in trouble", () => {
  it("a mail server that is down is asked again later, and the mail comes once", async () => {
    const down = await openInbox();
    await down.close();
    const first = teller({ smtp: down.url });
    await listen(first, shop, "mail", { to: "maria@kiln.example" });
    await breakStock(database, shop);
    await first.attend(shop);
    expect(await statesOf(shop)).toEqual(["1 opened: pending"]);
    const second = teller();
    second.at = noon + 29_000;
    await second.attend(shop);
    expect(inbox.mails).toHaveLength(0);
    second.at = noon + 31_000;
    await second.attend(shop);
    await second.attend(shop);
    expect(inbox.mails).toHaveLength(1);
    expect(await statesOf(shop)).toEqual(["1 opened: sent"]);
  });

  it("a mail server that greets nobody in time is asked again later", async () => {
    const slow = await openInbox({ onConnect: () => undefined });
    closing.push(() => slow.close());
    const told = teller({ smtp: slow.url, times: { connectMs: 5_000, silenceMs: 100 } });
    await listen(told, shop, "mail", { to: "maria@kiln.example" });
    await breakStock(database, shop);
    expect(await told.attend(shop)).toEqual({ sent: 0, failed: 1 });
    expect(await statesOf(shop)).toEqual(["1 opened: pending"]);
  });

  it("a mail server that takes the mail and says nothing is never sent it twice", async () => {
    const mute = await openInbox({ onData: (stream) => void stream.resume() });
    closing.push(() => mute.close());
    const told = teller({ smtp: mute.url, times: { connectMs: 5_000, silenceMs: 200 } });
    await listen(told, shop, "mail", { to: "maria@kiln.example" });
    await breakStock(database, shop);
    await told.attend(shop);
    expect(await statesOf(shop)).toEqual(["1 opened: unconfirmed"]);
    told.at = laterBy(600);
    await told.attend(shop);
    expect(await statesOf(shop)).toEqual(["1 opened: unconfirmed"]);
  });

  it("one address that is refused is switched off with a notice, and the others get theirs", async () => {
    const picky = await openInbox({
      onRcptTo: ({ address }, _session, done) => {
        const nobody = Object.assign(new Error("5.1.1 No such user here"), { responseCode: 550 });
        done(address.startsWith("gone") ? nobody : null);
      },
    });
    closing.push(() => picky.close());
    const told = teller({ smtp: picky.url });
    const gone = await listen(told, shop, "mail", { to: "gone@kiln.example" });
    const alive = await listen(told, shop, "mail", { to: "maria@kiln.example" });
    await breakStock(database, shop);
    await told.attend(shop);
    expect(picky.mails.map(({ to }) => to?.[0]?.address)).toEqual(["maria@kiln.example"]);
    const channels = new Map((await told.dependencies.channels.list(shop)).map((one) => [one.id, one.off]));
    expect(channels.get(gone)?.why).toContain("No such user here");
    expect(channels.get(alive)).toBeNull();
  });

  it("a channel that was deleted is switched off with a notice", async () => {
    const chat = await target((_, response) => response.writeHead(410).end("channel_is_archived"));
    const told = teller({ allowed: [chat.host] });
    await listen(told, shop, "slack", { to: chat.url });
    await breakStock(database, shop);
    await told.attend(shop);
    await breakStock(database, shop, { skus: ["KC-003"], key: "another" });
    await told.attend(shop);
    expect(chat.heard).toHaveLength(1);
    const [channel] = await told.dependencies.channels.list(shop);
    expect(channel?.off?.why).toContain("answered 410");
  });

  it("a webhook that redirects is not followed, to a private address least of all", async () => {
    const secret = await target();
    const open = await target((_, response) => response.writeHead(302, { location: secret.url }).end());
    const told = teller({ allowed: [open.host] });
    await listen(told, shop, "webhook", { to: open.url, secret: "a-secret-of-16-signs" });
    await listen(told, stranger, "webhook", { to: secret.url, secret: "a-secret-of-16-signs" });
    await breakStock(database, shop);
    await breakStock(database, stranger);
    await told.attend(shop);
    await told.attend(stranger);
    expect(secret.heard).toEqual([]);
    const log = [
      ...(await told.dependencies.outbox.log(shop, 5)),
      ...(await told.dependencies.outbox.log(stranger, 5)),
    ];
    expect(log.map(({ state, problem }) => [state, problem])).toEqual([
      ["failed", `${open.host} redirects to another address.`],
      ["failed", "127.0.0.1 is on a private network; whoever runs this app has to allow it by name."],
    ]);
  });

  it("a webhook is signed, and its id tells a repetition", async () => {
    const hook = await target();
    const told = teller({ allowed: [hook.host] });
    await listen(told, shop, "webhook", { to: hook.url, secret: "a-secret-of-16-signs" });
    await breakStock(database, shop);
    await told.attend(shop);
    const [heard] = hook.heard;
    const body = heard?.body ?? "";
    const timestamp = String(heard?.headers["x-handoff-timestamp"]);
    const signature = String(heard?.headers["x-handoff-signature"]);
    expect(isSignedWith("a-secret-of-16-signs", timestamp, Buffer.from(body), signature)).toBe(true);
    const [row] = await told.dependencies.outbox.log(shop, 1);
    expect(JSON.parse(body)).toMatchObject({
      id: row?.id,
      event: "incident.opened",
      shop,
      data: { skus: 2, canOversell: 2, money: "80.00", currency: "USD" },
    });
  });

  it("a sender that died in the middle leaves a message that is not sent again", async () => {
    const told = teller();
    await listen(told, shop, "mail", { to: "maria@kiln.example" });
    await breakStock(database, shop);
    await told.attend(shop);
    await database.prisma.notification.updateMany({
      where: { shop },
      data: { state: "sending", endedAt: null },
    });
    told.at = laterBy(6);
    expect(await told.dependencies.outbox.needingAttention(told.at, 10)).toContain(shop);
    await told.attend(shop);
    expect(await statesOf(shop)).toEqual(["1 opened: unconfirmed"]);
    expect(inbox.mails).toHaveLength(1);
  });
});

describe("two workers at once", () => {
  it("send one message", async () => {
    const [one, other] = [teller(), teller()];
    await listen(one, shop, "mail", { to: "maria@kiln.example" });
    await breakStock(database, shop);
    await Promise.all([one.attend(shop), other.attend(shop), one.attend(shop)]);
    expect(inbox.mails).toHaveLength(1);
  });
});

describe("what is told at once", () => {
  const rules = (threshold: string | null) =>
    ({ atOnce: "oversell", threshold, digestAt: null, quiet: null }) as const;

  it("is what can oversell from the threshold on, and what has grown to it later", async () => {
    const told = teller();
    await listen(told, shop, "mail", { to: "maria@kiln.example" }, { rules: rules("100") });
    const { incident } = await breakStock(database, shop);
    await told.attend(shop);
    expect(inbox.mails).toHaveLength(0);
    await breakStock(database, shop, { skus: ["KC-003"], key: "another" });
    await database.prisma.discrepancy.updateMany({ where: { shop }, data: { incidentId: incident.id } });
    await told.attend(shop);
    expect(inbox.mails).toHaveLength(1);
  });

  it("is not what began before somebody listened", async () => {
    const told = teller();
    await breakStock(database, shop);
    await listen(told, shop, "mail", { to: "maria@kiln.example" }, { listensSince: laterBy(1) });
    await told.attend(shop);
    expect(inbox.mails).toHaveLength(0);
  });

  it("is nothing of locations that somebody else looks after", async () => {
    const told = teller();
    await told.dependencies.people.list(shop);
    await database.prisma.person.create({
      data: { shop, id: "7", myLocations: ["gid://shopify/Location/999"], seenAt: new Date(noon) },
    });
    await listen(told, shop, "mail", { to: "maria@kiln.example" }, { person: "7" });
    await breakStock(database, shop);
    await told.attend(shop);
    expect(inbox.mails).toHaveLength(0);
  });
});
