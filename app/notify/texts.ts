import type { IncidentWord } from "../channels/notification.ts";

const plural = (count: number, text: string, one: string, many: string): string =>
  `${text} ${count === 1 ? one : many}`;

/** The words of messages. Numbers and times come as text, worded for the reader. */
export const notifyTexts = {
  mark: "\u{1F4E6}",
  skus: (count: number, text: string) => plural(count, text, "SKU", "SKUs"),
  places: (count: number, text: string) => plural(count, text, "location", "locations"),
  title: (cause: string, where: string) => `${cause} at ${where}`,
  headlines: {
    opened: (skus: string, where: string) => `Stock differs: ${skus} at ${where}`,
    resolved: (skus: string, where: string) => `Resolved: ${skus} at ${where} agree again`,
    came_back: (skus: string, where: string) => `Came back: ${skus} at ${where}`,
  } satisfies Record<
    Exclude<IncidentWord, "adopted" | "superseded">,
    (skus: string, where: string) => string
  >,
  disagree: (who: string, skus: string, where: string, meaning: string) =>
    `${who} disagree on ${skus} at ${where}. ${meaning}`,
  agree: (who: string, skus: string, where: string) => `${who} agree again on ${skus} at ${where}.`,
  patched: (skus: string) =>
    ` ${skus} of them only because of a resync: the cause may still be there, so they stay under watch.`,
  facts: {
    where: "Where",
    skus: "How many",
    money: "Money at risk",
    since: "Since",
    until: "Agree since",
    tell: "Whom to tell",
    cause: "Cause",
  },
  canOversell: (count: string) => `, ${count} can oversell`,
  noneOversell: ", none can oversell",
  moneyAtLeast: (money: string) => `at least ${money}; a part has no price`,
  moneyUnknown: "not known: these SKUs have no price",
  noMoney: "none",
  open: "Open in Shopify",
  digest: {
    title: (shop: string) => `${shop}: stock this morning`,
    headline: (skus: string) => `${skus} differ this morning`,
    allAgree: "All compared counts agree",
    nothingRead: "Nothing could be compared this morning",
    wrong: (skus: string, oversell: string) => `The systems disagree on ${skus}; ${oversell} can oversell.`,
    well: (skus: string) => `No open discrepancy. The last scan compared ${skus}.`,
    unread: "No scan has read every system yet, so nobody can say whether the counts agree.",
    hidden: "Hidden stock",
    resolved: "Resolved since yesterday",
    lastScan: "Last scan",
    never: "never",
    notRead: (system: string, since: string) => `${system} has not been read since ${since}.`,
    neverRead: (system: string) => `${system} has never been read to its end.`,
    more: (count: string) => `and ${count} more incidents`,
  },
  test: {
    title: "Test message of Inventory Handoff",
    headline: "This channel works",
    sentence: "Somebody pressed the test button. Nothing has happened to your stock.",
  },
  channelOff: (name: string, why: string) => `Messages to ${name} were switched off. ${why}`,
  typed: {
    name: "Give it a name of up to 60 characters.",
    mail: "Type one mail address, such as maria@example.com.",
    url: "Paste the whole address, starting with https://.",
    both: "Paste the address again together with the secret.",
    secret: "A secret has at least 16 characters.",
    time: "Type a time of day, such as 07:00.",
    quiet: "Quiet hours need both times, or none.",
    money: "Type an amount, such as 250 or 99.50.",
  },
  footer: {
    why: (shop: string) => `You get this because messages of Inventory Handoff are on for ${shop}.`,
    unsubscribe: "Unsubscribe",
    settings: "Change what you are told",
  },
} as const;
