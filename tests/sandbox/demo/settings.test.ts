import { describe, expect, test } from "vitest";
import { ArgumentError, readSettings } from "../../../sandbox/demo/settings.ts";

describe("the demo's arguments", () => {
  test("have usual values for all that is left out", () => {
    expect(readSettings([])).toMatchObject({ seed: 1, skus: 400, locations: 5, speed: 1, port: 4400 });
    expect(readSettings([]).faults.length).toBeGreaterThan(2);
  });

  test("are all read", () => {
    const args = "--seed 7 --skus 12 --locations 2 --speed 2.5 --faults sync_lag,treadmill --port 5000".split(
      " ",
    );
    expect(readSettings(args)).toEqual({
      seed: 7,
      skus: 12,
      locations: 2,
      speed: 2.5,
      faults: ["sync_lag", "treadmill"],
      port: 5000,
    });
    expect(readSettings(["--faults", "none"]).faults).toEqual([]);
  });

  test.each([
    [["--skus", "0"], /--skus must be a whole number from 1 to 20000, not “0”/],
    [["--skus", "1.5"], /whole number/],
    [["--speed", "fast"], /--speed must be a number/],
    [["--seed", ""], /--seed must be a whole number/],
    [["--port", "99999"], /--port must be/],
    [["--faults", "sync_lag,gremlins"], /no “gremlins”.*sync_stalled/],
    [["--colour", "red"], /Unknown option '--colour'[\s\S]*npm run demo/],
    [["something"], /Unexpected argument 'something'/],
    [["--seed"], /--seed/],
  ])("%j is refused in plain words", (args, message) => {
    expect(() => readSettings(args)).toThrow(ArgumentError);
    expect(() => readSettings(args)).toThrow(message);
  });
});
