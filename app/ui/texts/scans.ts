import type { SampleKind } from "../../comparison/contract.ts";
import type { ScanStage, SourceProgress } from "../../scan/progress.ts";
import type { ScanState, ScanTrigger } from "../../scan/ports.ts";

export const scanTexts = {
  title: "Scans",
  subtitle: (minutes: string, one: boolean) =>
    one ? "A scan runs every minute" : `A scan runs every ${minutes} minutes`,
  scan: "Scan now",
  cancel: "Cancel scan",
  cancelling: "Cancelling…",
  running: "Scan under way",
  queued: "Scan is waiting for its turn",
  queuedBody: "It starts by itself in a moment.",
  leave: "You may leave this page; the scan goes on.",
  states: {
    queued: "Waiting",
    running: "Running",
    complete: "Complete",
    incomplete: "Incomplete",
    failed: "Failed",
    cancelled: "Cancelled",
  } satisfies Record<ScanState, string>,
  triggers: {
    schedule: "By schedule",
    person: "Asked for",
    first: "First scan",
  } satisfies Record<ScanTrigger, string>,
  stages: {
    reading: "Reading every system",
    comparing: "Comparing the counts",
    confirming: "Looking a second time at what differs",
    diagnosing: "Looking for the causes",
    recording: "Writing down the result",
  } satisfies Record<ScanStage, string>,
  sources: {
    waiting: "Waiting",
    reading: "Reading",
    done: "Read",
    failed: "Could not be read",
  } satisfies Record<SourceProgress["state"], string>,
  confirmed: (confirmed: string, candidates: string) =>
    `${confirmed} of ${candidates} differences looked at again`,
  rows: (rows: string) => `${rows} rows`,
  rowsOf: (rows: string, total: string) => `${rows} of ${total} rows`,
  speed: (rows: string) => `${rows} rows per second`,
  elapsed: (span: string) => `${span} so far`,
  took: (span: string) => `took ${span}`,
  left: (span: string) => `about ${span} left`,
  last: {
    heading: "Last scan",
    when: (moment: string, ago: string) => `${moment}, ${ago}`,
    all: "All scans",
    read: "Rows read",
    unmatched: "Unmatched",
    rejected: "Rejected",
    system: "System",
    caption: "Rows of the last scan, per system",
    unreadSince: (location: string, system: string, since: string) =>
      `${location}: ${system} has not been read since ${since}`,
    unreadEver: (location: string, system: string) => `${location}: ${system} has never been read completely`,
    unreadHelp: "Nothing opens or resolves at these locations until they are read again.",
    mend: (connection: string) => `Check ${connection}`,
  },
  history: {
    heading: "History",
    caption: "Scans, newest first",
    when: "When",
    result: "Result",
    trigger: "Started",
    duration: "Took",
    rows: "Rows read",
    unmatched: "Unmatched",
    rejected: "Rejected",
    found: "Opened",
    resolved: "Resolved",
    empty: "No scan has run yet",
    emptyBody: "The first scan compares every count of every system.",
    notStarted: "never started",
    gap: (count: string, one: boolean) =>
      one
        ? "1 change in the storefront was not announced by Shopify. This scan found it."
        : `${count} changes in the storefront were not announced by Shopify. This scan found them.`,
  },
  coverage: {
    heading: "What the newest scan read",
    caption: "Rows per location and system",
    location: "Location",
    unread: "Not read completely",
    none: "The scan ended before anything was compared.",
  },
  samples: {
    heading: "Rows that could not be compared",
    help: "A few of each kind, so that you can mend them where they come from.",
    none: "Every row could be compared.",
    kinds: {
      unmatched: "Unmatched SKUs",
      rejected: "Rejected rows",
      duplicate: "Rows that come twice",
      unmapped_code: "Codes without a location",
      near_match: "SKUs that nearly match",
      several_items: "SKUs on several products",
      unread_field: "Fields that could not be read",
    } satisfies Record<SampleKind, string>,
  },
};
