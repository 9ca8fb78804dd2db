import type { Instant } from "../inventory/index.ts";

/** What is said to people, the same in every channel. Plain text: each channel escapes it in its own way. */
export interface Message {
  /** Of a whole conversation, the same for all that follows in it. */
  readonly title: string;
  /** What this message says of it. */
  readonly headline: string;
  readonly tone: "bad" | "good" | "plain";
  readonly sentence: string;
  readonly facts: readonly Fact[];
  /** Further lists: the incidents of a digest. */
  readonly parts: readonly Part[];
  /** Notices about the messages themselves. */
  readonly notices: readonly string[];
  readonly link: Link;
  /** For machines: what happened, as a webhook gets it. */
  readonly event: Event;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

export interface Part {
  readonly heading: string;
  readonly text: string;
  readonly link: Link;
}

export interface Event {
  /** "incident.opened", "digest" */
  readonly name: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}
