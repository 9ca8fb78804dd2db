import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { attend, countStates, isFinal, type ResyncDependencies, type Row } from "../../app/resync/index.ts";
import { BATCH } from "../../app/resync/send.ts";
import { MemoryResyncStore } from "./support/memory-store.ts";
import { domain, Merchant, requestedRow } from "./support/merchant.ts";

const never = new AbortController().signal;
const facts = { origin: "discrepancies", undoOf: null, insistence: null, confirmedKeys: null } as const;

/** A request for all of the merchant's keys, and what Shopify or the shop does meanwhile. */
class Story {
  readonly merchant: Merchant;
  readonly store = new MemoryResyncStore();
  readonly requestId = randomUUID();
  onLook: () => void = () => undefined;
  onSent: () => void = () => undefined;
  /** Called when a call is stored and about to be sent. */
  onPrepared: () => void = () => undefined;

  constructor(keys = 2) {
    this.merchant = new Merchant(keys);
  }

  get #dependencies(): ResyncDependencies {
    const { merchant, store } = this;
    return {
      store,
      look: {
        look: async (...given) => {
          this.onLook();
          return merchant.look.look(...given);
        },
      },
      writer: {
        set: async (...given) => {
          this.onPrepared();
          const answer = await merchant.writer.set(...given);
          this.onSent();
          return answer;
        },
      },
      asker: { ask: () => Promise.reject(new Error("not here")) },
      shopOf: () => Promise.resolve(merchant.shop()),
      newId: randomUUID,
      now: merchant.clock.now,
    };
  }

  async ask(): Promise<void> {
    const { merchant, requestId } = this;
    const rows = Array.from({ length: merchant.truth.size }, (_, index) => requestedRow(requestId, index));
    const request = { id: requestId, shop: domain, requestedBy: "7", requestedAt: merchant.clock.at };
    await this.store.create({ ...request, ...facts }, rows);
  }

  async attend(): Promise<unknown> {
    const runner = { shop: domain, requestId: this.requestId, runner: randomUUID() };
    return attend(runner, this.#dependencies, never);
  }

  /** Until nothing is left to do, at most for some hours. */
  async toTheEnd(): Promise<readonly Row[]> {
    for (let round = 0; round < 50; round += 1) {
      const rows = await this.rows();
      if (rows.every((row) => isFinal(row.state))) return rows;
      await this.attend();
      this.merchant.clock.at += 10 * 60_000;
    }
    return this.rows();
  }

  rows(): Promise<readonly Row[]> {
    return this.store.rows(domain, this.requestId);
  }

  async states(): Promise<readonly string[]> {
    return (await this.rows()).map(({ state }) => state);
  }

  writes(): readonly number[] {
    return Array.from({ length: this.merchant.truth.size }, (_, index) =>
      this.merchant.writes(this.requestId, index),
    );
  }
}

async function asked(keys?: number): Promise<Story> {
  const story = new Story(keys);
  await story.ask();
  return story;
}

const once = (act: () => void): (() => void) => {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
};

describe("a resync while Shopify is in trouble", () => {
  it("that cannot read the number writes nothing, and says that Shopify was down", async () => {
    const story = await asked();
    story.onLook = once(() => story.merchant.shopify.failNext(14, 502));
    const rows = await story.toTheEnd();
    expect(story.writes()).toEqual([0, 0]);
    for (const row of rows) {
      expect(row).toMatchObject({ state: "refused", refusal: "stale_evidence" });
      expect(row.why).toContain("Shopify could not be read: it answered 502");
    }
  });

  it("that breaks down between reading and writing is finished when it is back, and written once", async () => {
    const story = await asked();
    let looks = 0;
    // Down for the write and for the look that asks how it ended.
    story.onPrepared = () => story.merchant.shopify.failNext(20, 503);
    story.onLook = () => (looks += 1);
    expect(await story.attend()).toBe("later");
    expect(looks).toBeGreaterThan(1);
    expect(await story.states()).toEqual(["sending", "sending"]);
    story.onPrepared = () => undefined;
    expect((await story.toTheEnd()).map(({ state }) => state)).toEqual(["held", "held"]);
    expect(story.writes()).toEqual([1, 1]);
  });

  it("that throttles everything waits as long as it takes, and writes once", async () => {
    const story = await asked();
    story.merchant.shopify.throttleHard(3);
    const begun = story.merchant.clock.at;
    await story.attend();
    expect(story.merchant.clock.at).toBeGreaterThan(begun);
    expect((await story.toTheEnd()).map(({ state }) => state)).toEqual(["held", "held"]);
    expect(story.writes()).toEqual([1, 1]);
  });
});

describe("a resync that Shopify answers with 200, and data beside errors", () => {
  it("takes no part of a reading for the whole: what came is not believed, and it is read again", async () => {
    const story = await asked();
    story.onLook = once(() => story.merchant.partial.push("instead"));
    expect((await story.toTheEnd()).map(({ state }) => state)).toEqual(["held", "held"]);
    expect(story.writes()).toEqual([1, 1]);
  });

  it("is refused for a reading of which nobody may know the rest", async () => {
    const story = await asked();
    story.onLook = once(() => story.merchant.partial.push("beside"));
    const rows = await story.toTheEnd();
    expect(story.writes()).toEqual([0, 0]);
    for (const row of rows) {
      expect(row).toMatchObject({ state: "refused", refusal: "stale_evidence" });
      expect(row.why).toContain("lacks a permission");
    }
  });

  it.each([
    ["beside the result", "beside"],
    ["in its place", "instead"],
  ] as const)(
    "was written all the same where the error stood %s, and is not written again",
    async (_where, how) => {
      const story = await asked();
      story.onPrepared = once(() => story.merchant.partial.push(how));
      expect((await story.toTheEnd()).map(({ state }) => state)).toEqual(["held", "held"]);
      expect(story.writes()).toEqual([1, 1]);
      expect(story.merchant.partial).toEqual([]);
    },
  );
});

describe("a bulk resync half way", () => {
  /** Two batches: what happens after the first one's answer. */
  const halfWay = async (happens: (story: Story) => void): Promise<Story> => {
    const story = await asked(BATCH + 10);
    story.onSent = once(() => happens(story));
    await story.toTheEnd();
    return story;
  };
  const counted = async (story: Story) => countStates(await story.rows());

  it("through a shop that uninstalls sends nothing more, and every count says so", async () => {
    const story = await halfWay(({ merchant }) => {
      merchant.shopify.uninstall();
      merchant.installed = false;
    });
    expect(story.writes().filter((writes) => writes === 1)).toHaveLength(BATCH);
    expect(await counted(story)).toEqual({ unconfirmed: BATCH, refused: 10 });
    const rows = await story.rows();
    expect(rows.find(({ state }) => state === "unconfirmed")?.why).toContain("The app was removed");
    expect(rows.find(({ state }) => state === "refused")?.why).toContain("Shopify no longer accepts");
  });

  it("through scopes that are revoked writes nothing more, and says which permission is missing", async () => {
    const story = await halfWay(({ merchant }) => merchant.shopify.revokeScopes(["write_inventory"]));
    expect(story.writes().filter((writes) => writes === 1)).toHaveLength(BATCH);
    // The scope to write brings the one to read along: what was sent cannot be looked at either.
    expect(await counted(story)).toEqual({ unconfirmed: BATCH, refused: 10 });
    for (const row of await story.rows()) expect(row.why).toContain("lacks a permission");
  });

  it("that may still read but no longer write fails where nothing was sent, and watches what was", async () => {
    const story = await halfWay(({ merchant }) => {
      merchant.shopify.grantScopes(["read_inventory"]);
      merchant.shopify.revokeScopes(["write_inventory"]);
    });
    expect(await counted(story)).toEqual({ held: BATCH, failed: 10 });
    expect(story.writes().filter((writes) => writes === 1)).toHaveLength(BATCH);
    const failed = (await story.rows()).filter(({ state }) => state === "failed");
    expect(failed[0]?.why).toContain("lacks a permission");
  });
});
