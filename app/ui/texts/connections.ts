import type { Capabilities, StockPart } from "../../connectors/contract.ts";

export const connectionTexts = {
  title: "Connections",
  subtitle: "The systems that are compared with this store",
  add: "Connect a system",
  list: {
    lastRead: "Last read",
    codes: "Codes mapped",
    never: "Not read yet",
    rows: (rows: string) => `${rows} rows`,
    codesOf: (mapped: string, known: string) => `${mapped} of ${known}`,
    noCodes: "none known yet",
    open: (name: string) => `Edit ${name}`,
    neverSwept: "never swept: it holds no stock",
    noStock: "none needed",
    failing: (failures: string, one: boolean) =>
      one
        ? "It failed once, and is asked again as usual."
        : `It failed ${failures} times in a row, and is asked again as usual.`,
    leftAlone: (failures: string, until: string, ago: string) =>
      `It failed ${failures} times in a row and is left alone until ${until} (${ago}). Then one attempt decides.`,
  },
  health: {
    paused: "Paused",
    problem: "Needs attention",
    unread: "Not read yet",
    healthy: "Healthy",
  },
  middleware: (role: string) => `Middleware at the ${role}`,
  parts: {
    available: "available",
    committed: "committed",
    reserved: "reserved",
    damaged: "damaged",
    safety_stock: "safety stock",
    quality_control: "quality control",
    incoming: "incoming",
    oversold: "sold before it is there",
  } satisfies Record<StockPart, string>,
  /** What it means where the system can, and where it cannot. */
  abilities: {
    changedAt: [
      "It says when a count last changed, so a late number can be told from a wrong rule.",
      "This system cannot say when a count last changed. Whether a number is late is judged from what was read before.",
    ],
    probe: [
      "Single counts can be read again within about a second, so nothing is reported before a second look.",
      "Single counts cannot be read again. A difference is believed only when the next scan finds it too.",
    ],
    changedSince: [
      "It can be asked what changed, so scans are quick and gentle; everything is read regularly all the same.",
      "It cannot say what changed, so every scan reads everything.",
    ],
    resumes: ["A reading that is cut off continues where it was.", "A reading that is cut off starts over."],
    events: [
      "Its log is read: receipts, picks, adjustments and runs show what started a difference.",
      "It has no log that could be read, so what started a difference comes from the other systems and from notes.",
    ],
    health: [
      "It says what waits and what failed in its queues.",
      "It does not say what waits or failed in its queues.",
    ],
    resync: [
      "It can be asked to send counts again.",
      "It cannot be asked to send counts again; a resync sets the storefront instead.",
    ],
    rights: [
      "It says what the account may do: the test warns of one that may do more than read.",
      "This system does not say what an account may do, so nothing here can warn of one that may do more than read.",
    ],
  } satisfies Record<keyof Capabilities, readonly [string, string]>,
  credentials: {
    none: "No secret is stored for it.",
    stored: (count: string, one: boolean) =>
      one
        ? "One secret is stored, sealed. It is never shown again."
        : `${count} secrets are stored, sealed. They are never shown again.`,
    signedIn: (until: string) => `Signed in until ${until}; after that the app signs in anew by itself.`,
    refused: "The system refused these credentials the last time.",
    rotate:
      "To change them, type the new ones above and save: they are tried first, and replace the old ones only if they work.",
  },
  hook: {
    heading: "Let the system report by itself",
    body: "Send signed messages to this address: events, the state of queues, and which counts changed.",
    copy: "Copy address",
    copied: "Address copied",
    notCopied: "The browser did not allow copying. Select the address by hand.",
    signing: [
      "Put the time in seconds since 1970 into the header X-Handoff-Timestamp; a message older than five minutes is refused.",
      "Put v1= and the HMAC-SHA256 of that time, a point and the body, in hex and made with the secret above, into X-Handoff-Signature.",
    ],
    last: (moment: string, ago: string) => `The last message came at ${moment}, ${ago}.`,
    never: "No message has come yet.",
  },
  empty: "No system is connected",
  emptyBody:
    "Connect the WMS that counts your shelf, the ERP that allocates, or both. The app only reads from them.",
  choose: {
    title: "Connect a system",
    search: "Search",
    searchHint: "Name of your system, or how it can be read",
    none: (search: string) => `Nothing matches “${search}”`,
    noneBody:
      "Any system with a JSON API or a CSV export can be connected: clear the search to see both ways.",
    use: (name: string) => `Connect ${name}`,
    roles: (roles: string) => `Can be your ${roles}`,
  },
  capabilities: {
    changedAt: "Change times",
    probe: "Quick second look",
    changedSince: "Reads only what changed",
    resumes: "Continues a cut-off reading",
    events: "Events",
    health: "Sync health",
    resync: "Resync on request",
    rights: "Says what an account may do",
  } satisfies Record<keyof Capabilities, string>,
  form: {
    title: (connector: string) => `Connect ${connector}`,
    about: "About this connection",
    name: "Name",
    nameHelp: "How you call this system, such as “Brooklyn warehouse”.",
    role: "What it is in your chain",
    sparse: "It leaves out items with no stock",
    sparseHelp: "A missing row then counts as nothing in stock instead of a missing item.",
    sweepEveryHours: "Read everything at least every",
    sweepEveryHoursHelp: "In between, only what changed is read. 0 reads everything every time.",
    hours: "hours",
    parts: (parts: string) => `In the words of this app: ${parts}.`,
    otherGroup: "Settings",
    stored: "A value is stored. Leave empty to keep it.",
    choose: "Choose…",
    test: "Test connection",
    testAgain: "Test again",
    save: "Save connection",
    saved: "Connection saved",
    problemTitle: "The connection does not work yet",
    fieldsTitle: "Something in the form needs your attention",
    fieldsBody: "The fields to mend are marked, each with what is wrong. Nothing you typed is lost.",
    states: "What its counts contain",
  },
  sample: {
    title: "It works: the first rows",
    empty: "It works, but it answered no rows",
    emptyBody: "The address and credentials are good. Check that the system has stock to report.",
    item: "Item",
    code: "Location code",
    updatedAt: "Last changed",
    noTime: "not reported",
    unknown: "not reported",
    warnings: "Good to know",
    caption: "Sample rows",
  },
  edit: {
    rights: "Good to know about this connection",
    credentials: "Credentials",
    abilities: "What this system can and cannot do",
    pause: "Pause reading",
    resume: "Resume reading",
    paused: "Paused: this connection is not read, and its locations are not judged.",
    problem: "The last reading failed",
    remove: "Delete connection",
    removeTitle: (name: string) => `Delete ${name}?`,
    removeBody:
      "Its credentials, its location mappings and everything that was read through it are erased, and scans no longer compare this system. What the app wrote stays in the audit. This cannot be undone.",
    removeOpen: (count: string, one: boolean) =>
      `${count} open ${one ? "discrepancy" : "discrepancies"} will no longer be updated from it.`,
    keep: "Keep it",
    danger: "Pause or delete",
    dangerBody: "Pausing keeps everything and stops reading. Deleting erases credentials and mappings.",
  },
};
