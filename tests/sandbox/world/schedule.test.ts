import { describe, expect, it } from "vitest";
import { createSchedule } from "../../../sandbox/world/schedule.ts";

describe("the schedule", () => {
  it("runs in order of time, and equal times in the order of planning", () => {
    const schedule = createSchedule();
    const ran: string[] = [];
    for (const [name, time] of [
      ["late", 30],
      ["first", 10],
      ["second", 10],
      ["third", 10],
      ["early", 5],
    ] as const)
      schedule.at(time, () => ran.push(name));
    schedule.runUntil(29, () => undefined);
    expect(ran).toEqual(["early", "first", "second", "third"]);
    schedule.runUntil(30, () => undefined);
    expect(ran.at(-1)).toBe("late");
  });

  it("runs what is planned meanwhile, and not what is called off", () => {
    const schedule = createSchedule();
    const ran: number[] = [];
    const callOff = schedule.at(20, (now) => ran.push(now));
    schedule.at(10, (now) => {
      callOff();
      schedule.at(now + 5.2, (later) => ran.push(later));
    });
    schedule.runUntil(100, () => undefined);
    expect(ran).toEqual([16]);
  });
});
