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
  const find = findersOver(locations.filter((location) => location.active));
  return codes.flatMap((code) => {
    for (const because of ["same_name", "same_code", "similar_name", "initials"] as const) {
      const [only, other] = find[because](code);
      if (only && other) return [];
      if (only) return [{ connectionId: code.connectionId, code: code.code, locationId: only.id, because }];
    }
    return [];
  });
}

type Named = Pick<KnownCode, "code" | "name">;
/** The locations that a code points to; of many at least two. */
type Finder = (code: Named) => readonly Location[];

interface Prepared {
  readonly location: Location;
  readonly words: readonly string[];
  readonly plain: string;
}

/** A shop with 2,000 locations has as many codes: what is compared of a location is made once, and looked up. */
function findersOver(locations: readonly Location[]): Readonly<Record<Proposal["because"], Finder>> {
  const prepared = locations.map((location) => ({
    location,
    words: words(location.name),
    plain: plain(location.name),
  }));
  const byPlain = Map.groupBy(prepared, (one) => one.plain);
  const byLetter = Map.groupBy(prepared, (one) => one.plain[0] ?? "");
  const similar = similarOver(prepared);
  const abbreviated = remembered((part: string) =>
    firstTwo(byLetter.get(part[0] ?? "") ?? [], (one) => abbreviates(part, one.plain)),
  );
  const located = (found: readonly Prepared[] = []): readonly Location[] =>
    found.map(({ location }) => location);
  return {
    same_name: ({ name }) => (name === null ? [] : located(byPlain.get(plain(name)))),
    same_code: ({ code }) => located(byPlain.get(plain(code))),
    similar_name: ({ name }) => located(similar(words(name ?? ""))),
    initials: ({ code }) => [...new Set(located(codeParts(code).flatMap(abbreviated)))],
  };
}

/** Those whose words are all among these, and those that have all of these among more of their own. */
function similarOver(prepared: readonly Prepared[]): (own: readonly string[]) => readonly Prepared[] {
  const byWord = new Map<string, Prepared[]>();
  for (const one of prepared) {
    for (const word of new Set(one.words)) {
      const known = byWord.get(word);
      if (known) known.push(one);
      else byWord.set(word, [one]);
    }
  }
  const having = (word: string): readonly Prepared[] => byWord.get(word) ?? [];
  const rarest = (some: readonly string[]): string =>
    some.reduce((best, word) => (having(word).length < having(best).length ? word : best));
  const byRarest = Map.groupBy(
    prepared.filter(({ words: theirs }) => theirs.length > 0),
    ({ words: theirs }) => rarest(theirs),
  );
  return (own) => {
    if (own.length === 0) return [];
    const mine = new Set(own);
    const within = [...mine].flatMap((word) => byRarest.get(word) ?? []);
    const fewer = firstTwo(
      within,
      ({ words: theirs }) => theirs.length <= own.length && theirs.every((word) => mine.has(word)),
    );
    const more = firstTwo(
      having(rarest(own)),
      ({ words: theirs }) => theirs.length > own.length && own.every((word) => theirs.includes(word)),
    );
    return [...fewer, ...more];
  };
}

/** More than two say no more than two do: it is not one. */
function firstTwo<T>(some: readonly T[], fits: (one: T) => boolean): readonly T[] {
  const found: T[] = [];
  for (const one of some) {
    if (fits(one) && found.push(one) === 2) break;
  }
  return found;
}

function remembered<Result>(make: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const result = known.get(text) ?? make(text);
    known.set(text, result);
    return result;
  };
}

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
