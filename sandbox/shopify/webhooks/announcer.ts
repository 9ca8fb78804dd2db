import type { Chance } from "../random.ts";
import type { Delivery } from "./delivery.ts";
import { toJson, type Payload } from "./json.ts";

export interface Announcement {
  readonly topic: string;
  readonly payload: Payload;
}

export interface AnnouncerSettings {
  readonly shop: string;
  readonly apiVersion: string;
  readonly topics: ReadonlySet<string>;
  readonly chance: Chance;
  readonly post: (delivery: Delivery) => void;
  readonly isInstalled: () => boolean;
}

const compliance = new Set(["customers/data_request", "customers/redact", "shop/redact"]);

/** Turns what happened in one shop into the deliveries of the topics that the app subscribed to. */
export class Announcer {
  readonly #settings: AnnouncerSettings;
  /** While true nothing is announced: for building up a past. */
  muted = false;

  constructor(settings: AnnouncerSettings) {
    this.#settings = settings;
  }

  /** All announcements of one action share its event id. Compliance topics arrive also after an uninstall. */
  announce(at: Date, ...announcements: readonly Announcement[]): void {
    const { shop, apiVersion, topics, chance, post, isInstalled } = this.#settings;
    const eventId = chance.uuid();
    for (const { topic, payload } of announcements) {
      if (this.muted || !topics.has(topic) || !(isInstalled() || compliance.has(topic))) continue;
      post({
        topic,
        shop,
        apiVersion,
        webhookId: chance.uuid(),
        eventId,
        triggeredAt: at,
        body: toJson(payload),
      });
    }
  }
}
