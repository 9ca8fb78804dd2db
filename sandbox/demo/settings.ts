import { parseArgs } from "node:util";
import { type FaultName, faultNames, isFaultName } from "../world/faults/names.ts";

export interface DemoSettings {
  readonly seed: number;
  readonly skus: number;
  readonly locations: number;
  /** Events happen so many times as often, windows are so many times shorter. */
  readonly speed: number;
  readonly faults: readonly FaultName[];
  /** The admin's port; the other parts take the ports after it. */
  readonly port: number;
}

/** What the person typed makes no sense; the message says what and what would. */
export class ArgumentError extends Error {}

const usual: DemoSettings = {
  seed: 1,
  skus: 400,
  locations: 5,
  speed: 1,
  faults: [
    "sync_stalled",
    "pool_definition",
    "filter_rule",
    "unit_of_measure",
    "manual_override",
    "treadmill",
  ],
  port: 4400,
};

export const usage = `npm run demo [-- --seed N --skus N --locations N --speed X --faults a,b --port P]
  --seed       which store to make (${usual.seed})
  --skus       how many SKUs, 1 to 20000 (${usual.skus})
  --locations  how many locations, 1 to 20 (${usual.locations})
  --speed      how much faster than life, 0.1 to 600 (${usual.speed})
  --faults     what is broken, separated by commas, or none (${usual.faults.join(",")})
               there are: ${faultNames.join(", ")}
  --port       the admin's port; the eight after it are used too (${usual.port})`;

/** @throws ArgumentError */
export function readSettings(args: readonly string[]): DemoSettings {
  const given = parse(args);
  return {
    seed: number("seed", given.seed, usual.seed, { from: 0, to: 2 ** 31, whole: true }),
    skus: number("skus", given.skus, usual.skus, { from: 1, to: 20_000, whole: true }),
    locations: number("locations", given.locations, usual.locations, { from: 1, to: 20, whole: true }),
    speed: number("speed", given.speed, usual.speed, { from: 0.1, to: 600, whole: false }),
    faults: given.faults === undefined ? usual.faults : faults(given.faults),
    port: number("port", given.port, usual.port, { from: 1, to: 65_527, whole: true }),
  };
}

function parse(args: readonly string[]): Partial<Record<keyof DemoSettings, string>> {
  const text = { type: "string" } as const;
  const options = { seed: text, skus: text, locations: text, speed: text, faults: text, port: text };
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    const [sentence = ""] = error instanceof Error ? error.message.split(". ") : [];
    throw new ArgumentError(`${sentence.replace(/\.$/, "")}.\n\n${usage}`);
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

function number(
  name: string,
  text: string | undefined,
  otherwise: number,
  { from, to, whole }: Range,
): number {
  if (text === undefined) return otherwise;
  const value = text.trim() === "" ? NaN : Number(text);
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  throw new ArgumentError(
    `--${name} must be a ${whole ? "whole " : ""}number from ${from} to ${to}, not “${text}”.`,
  );
}

function faults(text: string): FaultName[] {
  const names = text === "none" ? [] : text.split(",").map((name) => name.trim());
  return names.map((name) => {
    if (isFaultName(name)) return name;
    throw new ArgumentError(`--faults knows no “${name}”. There are: ${faultNames.join(", ")}, or none.`);
  });
}
