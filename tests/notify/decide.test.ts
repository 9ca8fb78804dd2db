import { describe, expect, it } from "vitest";
import { afterQuiet, nextTime } from "../../app/notify/clock.ts";
import { composeIncident } from "../../app/notify/compose.ts";
import { decide, type Listener } from "../../app/notify/decide.ts";
import type { Told } from "../../app/channels/notification.ts";
import { htmlMail, plainMail } from "../../app/notify/send/mail-body.ts";
import { slackBody } from "../../app/notify/send/slack.ts";
import { unsubscribing } from "../../app/notify/unsubscribe.ts";
import { noon } from "../discrepancies/example.ts";
import { scene, standing } from "./support/examples.ts";

const HOUR = 3_600_000;
const listener = (change: Partial<Listener["rules"]> = {}): Listener => ({
  ...{ target: "channel", since: 0, locationIds: [], follows: true },
  rules: { atOnce: "oversell", threshold: null, digestAt: null, quiet: null, ...change },
});
const round = { zone: "America/New_York", now: noon, hold: HOUR / 2 };
const words = (change: Partial<Listener["rules"]>, of = standing(), told: readonly Told[] = []) =>
  decide(listener(change), [of], told, round).add.map(({ transition }) => transition);

describe("what is told at once", () => {
  it.each([
    [{ threshold: "400" }, standing(), 1],
    [{ threshold: "401" }, standing(), 0],
    [{ threshold: "401" }, standing({ oversellUnpriced: true }), 1],
    [{ threshold: "401", atOnce: "everything" as const }, standing(), 1],
    [{}, standing({ canOversell: 0 }), 0],
    [{ atOnce: "nothing" as const }, standing(), 0],
    [{}, standing({ open: 0 }), 0],
  ])("with the rules %o, case %#", (rules, of, count) => {
    expect(words(rules, of)).toHaveLength(count);
  });

  it("is not told while its message is on the way", () => {
    const told = { id: "1", target: "channel", word: "opened", thread: null, members: [] } as const;
    const sending: Told = { ...told, incidentId: standing().incident.id, state: "sending" };
    expect(words({}, standing(), [sending])).toEqual([]);
  });
});

describe("quiet hours and the morning, in the shop's zone", () => {
  const zone = "America/New_York";
  const quiet = { from: "21:00", to: "06:30" };
  const at = (text: string): number => Date.parse(text);

  it("pass midnight", () => {
    expect(afterQuiet(quiet, zone, at("2026-04-03T01:00:00Z"))).toBe(at("2026-04-03T10:30:00Z"));
    expect(afterQuiet(quiet, zone, at("2026-04-03T10:30:00Z"))).toBe(at("2026-04-03T10:30:00Z"));
    expect(afterQuiet(quiet, zone, at("2026-04-03T09:00:00Z"))).toBe(at("2026-04-03T10:30:00Z"));
  });

  it("move with the clocks in spring and autumn", () => {
    expect(nextTime("07:00", zone, at("2026-03-07T13:00:00Z"))).toBe(at("2026-03-08T11:00:00Z"));
    expect(nextTime("07:00", zone, at("2026-10-31T12:00:00Z"))).toBe(at("2026-11-01T12:00:00Z"));
    expect(nextTime("02:30", zone, at("2026-03-08T05:00:00Z"))).toBe(at("2026-03-08T07:30:00Z"));
  });
});

describe("a message", () => {
  const evil = '<img src=x onerror="alert(1)"> & <https://evil.example|click>';
  const message = composeIncident(
    "opened",
    standing(),
    scene({ places: new Map([["gid://shopify/Location/101", evil]]) }),
  );
  const footer = {
    shopName: evil,
    unsubscribeUrl: "https://app.example/u",
    settingsUrl: "https://s.example",
  };

  it("shows what people named and never obeys it", () => {
    expect(htmlMail(message, footer)).not.toContain("<img");
    expect(htmlMail(message, footer)).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp;");
    const { blocks } = JSON.parse(slackBody(message)) as {
      blocks: { text?: { type: string; text: string } }[];
    };
    const markup = blocks.flatMap(({ text }) => (text?.type === "mrkdwn" ? [text.text] : []));
    expect(markup.join("\n")).not.toContain("<https://evil");
    expect(markup.join("\n")).toContain("&lt;https://evil.example|click&gt;");
    expect(plainMail(message, footer)).toContain(evil);
  });

  it("never says that money is nothing where nobody knows it", () => {
    const fact = (of: ReturnType<typeof standing>) =>
      composeIncident("opened", of, scene()).facts.find(({ label }) => label === "Money at risk")?.value;
    expect(fact(standing({ money: null }))).toContain("not known");
    expect(fact(standing({ unpriced: true }))).toContain("at least $1,240.00");
  });
});

it("a link that unsubscribes is worth nothing for another channel", () => {
  const links = unsubscribing("secret", new URL("https://app.example"));
  const token = links.urlOf("one").split("/").at(-1) ?? "";
  expect(links.channelOf(token)).toBe("one");
  expect(links.channelOf(token.replace("one", "two"))).toBeNull();
  expect(unsubscribing("other", new URL("https://app.example")).channelOf(token)).toBeNull();
});
