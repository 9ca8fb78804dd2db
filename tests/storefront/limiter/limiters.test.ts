import { expect, test } from "vitest";
import { Limiters } from "../../../app/storefront/limiter/limiters.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const settings = () => ({ clock: new VirtualClock(), random: () => 0.5 });

test("each shop has a limiter of its own, and always the same", () => {
  const limiters = new Limiters(settings());
  expect(limiters.of("a")).toBe(limiters.of("a"));
  expect(limiters.of("a")).not.toBe(limiters.of("b"));
});

test("of very many shops the longest unused are forgotten, but none that is at work", async () => {
  const { clock, random } = settings();
  const limiters = new Limiters({ clock, random });
  const busy = limiters.of("busy");
  const unused = limiters.of("unused");
  const work = busy.run({
    operation: "Read",
    size: 1,
    priority: "sweep",
    signal: new AbortController().signal,
    send: async () => {
      await clock.sleep(1000);
      return { kind: "answered", value: "done", cost: null };
    },
  });
  for (let number = 0; number < 600; number += 1) limiters.of(`shop-${number}`);
  expect(limiters.of("busy")).toBe(busy);
  expect(limiters.of("unused")).not.toBe(unused);
  await clock.run(work);
});
