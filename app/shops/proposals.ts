import type { Location } from "../inventory/index.ts";
import type { KnownCode } from "./ports.ts";

export interface Proposal {
  readonly connectionId: string;
  readonly code: string;
  readonly locationId: string;
  /** Why, for the screen. */
  readonly because: "same_name" | "same_code" | "similar_name" | "initials";
}

/**
 * For each code the one active location that its name or code points to. Says nothing where two locations are equally likely:
 * a wrong mapping moves stock on paper from one shop to another.
 */
export function proposeMappings(
  codes: readonly Omit<KnownCode, "seenAt">[],
  locations: readonly Location[],
): readonly Proposal[] {
  const open = locations.filter((location) => location.active);
  return codes.flatMap((code) => {
    for (const because of ["same_name", "same_code", "similar_name", "initials"] as const) {
      const fitting = open.filter((location) => fits[because](code, location));
      const [only] = fitting;
      if (only && fitting.length === 1) {
        return [{ connectionId: code.connectionId, code: code.code, locationId: only.id, because }];
      }
      if (fitting.length > 1) return [];
    }
    return [];
  });
}

const fits: Record<Proposal["because"], (code: Omit<KnownCode, "seenAt">, location: Location) => boolean> = {
  same_name: (code, location) => code.name !== null && plain(code.name) === plain(location.name),
  same_code: (code, location) => plain(code.code) === plain(location.name),
  similar_name: (code, location) => {
    const [longer, shorter] = [code.name ?? "", location.name].map(words).sort((a, b) => b.length - a.length);
    return !!longer && !!shorter && shorter.length > 0 && shorter.every((word) => longer.includes(word));
  },
  initials: (code, location) => codeParts(code.code).some((part) => abbreviates(part, plain(location.name))),
};

const generic = new Set(["warehouse", "wh", "store", "shop", "location", "depot", "dc", "the", "main"]);

function words(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !generic.has(word));
}

function plain(name: string): string {
  return words(name).join("");
}

/** "WH-BK1" → ["bk"]: letters only, without the parts that every code shares. */
function codeParts(code: string): readonly string[] {
  return words(code)
    .map((part) => part.replace(/\p{N}+/gu, ""))
    .filter((part) => part.length >= 2 && !generic.has(part));
}

/** First letter equal and the rest in order: "bk" for "brooklyn". */
function abbreviates(part: string, name: string): boolean {
  if (part[0] !== name[0]) return false;
  let at = 0;
  for (const letter of part) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
