import { heading, list, table, text, type Block, type Document } from "../document/index.ts";
import { timeIn } from "../report/time.ts";
import { formatQuantity, type Instant } from "../../inventory/index.ts";
import type { Contradiction, Cost } from "./contradiction.ts";
import type { StackFacts } from "./facts.ts";
import type { Lane } from "./lanes.ts";
import { summedCodes } from "./summed-codes.ts";
import type { StackMap } from "./stack-map.ts";
import { called, counted, lengthOf, placeNames } from "./words.ts";

export interface DocumentSetting {
  readonly shop: string;
  readonly zone: string;
  readonly currency: string;
  readonly at: Instant;
  /** When the readings were last judged; null: never. */
  readonly learnedAt: Instant | null;
}

/** What is wired to what, in the form in which a consultant would hand it over. */
export function stackDocument(map: StackMap, setting: DocumentSetting): Document {
  const { facts } = map;
  return {
    title: `Handoff map of ${setting.shop}`,
    blocks: [
      text(
        `Made at ${timeIn(setting.zone, setting.at)}. ${
          setting.learnedAt === null
            ? "No scan has judged the readings yet, so only what is declared can be told."
            : `What the readings show is as of the scan at ${timeIn(setting.zone, setting.learnedAt)}.`
        }`,
      ),
      heading("What to fix first"),
      ...fixes(map, setting),
      heading("Systems and connections"),
      systems(facts, setting),
      heading("Handoff points"),
      handoffs(map, setting),
      heading("Handoffs by location"),
      handoffsByPlace(map),
      heading("Pool boundaries"),
      ...pools(facts),
      heading("Sync rules"),
      ...rules(facts),
      heading("Locations and codes"),
      locations(facts),
    ],
  };
}

function fixes({ facts, contradictions }: StackMap, { currency }: DocumentSetting): readonly Block[] {
  if (contradictions.length === 0)
    return [text("Nothing that was declared contradicts what the readings show.")];
  return [
    table(
      ["No.", "Where", "Declared", "The readings show", "What to do", "Open because of it"],
      contradictions.map((one, index) => [
        String(index + 1),
        whereOf(facts, one),
        one.declared,
        one.observed,
        one.fix,
        costText(one.cost, currency),
      ]),
    ),
  ];
}

export function whereOf(facts: StackFacts, { handoff, locationIds }: Contradiction): string {
  const [from, into] = facts.chain.filter((system) => handoff?.split("_").includes(system));
  const step =
    from === undefined || into === undefined ? null : `${called(facts, from)} → ${called(facts, into)}`;
  const places =
    locationIds.length === 0
      ? null
      : locationIds.length > 3
        ? counted(locationIds.length, "location", "locations")
        : placeNames(facts, locationIds).join(", ");
  return [step, places].filter((part) => part !== null).join(", ") || "the whole shop";
}

function costText({ skus, canOversell, money }: Cost, currency: string): string {
  if (skus === 0) return "nothing yet";
  const parts = [
    counted(skus, "SKU", "SKUs"),
    ...(canOversell === 0 ? [] : [`${canOversell} can oversell`]),
    ...(money === null ? [] : [`${money} ${currency}`]),
  ];
  return parts.join(", ");
}

function systems(facts: StackFacts, { zone }: DocumentSetting): Block {
  return table(
    ["System", "Role", "Connected through", "State", "Last read"],
    [
      ...facts.chain
        .filter((system) => system !== "storefront")
        .flatMap((system) =>
          facts.connections.filter(({ role, holdsStock }) => role === system && holdsStock),
        ),
      ...facts.connections.filter(({ holdsStock }) => !holdsStock),
    ]
      .map(({ name, role, kind, holdsStock, paused, problem, checkedAt }) => [
        name,
        holdsStock ? role.toUpperCase() : "middleware",
        kind,
        paused ? "paused" : (problem ?? "good"),
        timeIn(zone, checkedAt),
      ])
      .concat([["Shopify", "storefront", "Shopify Admin API", "good", "with every scan"]]),
  );
}

function handoffs({ facts, lanes }: StackMap, { zone }: DocumentSetting): Block {
  return table(
    [
      "Handoff",
      "Carries",
      "State",
      "Declared window",
      "Half within",
      "19 in 20 within",
      "Queue",
      "Last success",
      "Runs through",
    ],
    lanes.map((lane) => [
      `${called(facts, lane.sender)} → ${called(facts, lane.receiver)}`,
      lane.flow,
      lane.state,
      lengthOf(lane.window),
      orUnknown(lane.p50, lengthOf),
      orUnknown(lane.p95, lengthOf),
      orUnknown(lane.queued, String),
      lane.lastSuccess === null ? "unknown" : timeIn(zone, lane.lastSuccess.at),
      lane.carriers.map(({ name }) => name).join(", ") || "not known",
    ]),
  );
}

function handoffsByPlace({ facts, lanes }: StackMap): Block {
  return table(
    [
      "Handoff",
      "Carries",
      "Location",
      "Declared window",
      "Half within",
      "19 in 20 within",
      "Numbers seen",
      "Orders within the window",
    ],
    lanes.flatMap((lane) => lane.places.map((place) => placeRow(facts, lane, place))),
    "Not enough numbers were seen on their way yet.",
  );
}

function placeRow(facts: StackFacts, lane: Lane, place: Lane["places"][number]): readonly string[] {
  return [
    `${called(facts, lane.sender)} → ${called(facts, lane.receiver)}`,
    lane.flow,
    placeNames(facts, [place.locationId]).join(""),
    lengthOf(place.declared),
    lengthOf(place.p50),
    lengthOf(place.p95),
    String(place.samples),
    place.ordersPerWindow === null ? "unknown" : place.ordersPerWindow.toFixed(1),
  ];
}

function pools(facts: StackFacts): readonly Block[] {
  const byLocation = facts.learned?.poolMap ?? [];
  return [
    table(
      [
        "Pool",
        "Channel",
        "Source of truth",
        "Tolerance",
        ...facts.chain.map((system) => called(facts, system)),
      ],
      facts.pools.map(({ name, channel, truth, tolerance, compare }) => [
        name,
        channel ?? "all",
        called(facts, truth),
        `units: ${formatQuantity(tolerance.units)}, percent: ${tolerance.percent}`,
        ...facts.chain.map((system) => compare[system] ?? "not compared"),
      ]),
    ),
    text("How well each expression yields the number of the source of truth, location by location:"),
    table(
      ["Pool", "Location", "System", "Declared", "Fits", "The readings say", "Fits"],
      byLocation
        .filter(({ system, truth }) => system !== truth)
        .map(({ pool, locationId, system, declared, declaredFit, inferred, inferredFit }) => [
          pool,
          placeNames(facts, [locationId]).join(""),
          called(facts, system),
          declared,
          `${declaredFit.explained} of ${declaredFit.keys}`,
          inferred ?? "the numbers do not tell",
          inferredFit === null ? "" : `${inferredFit.explained} of ${inferredFit.keys}`,
        ]),
      "No scan has judged the readings yet.",
    ),
  ];
}

function rules(facts: StackFacts): readonly Block[] {
  const buffers = facts.pools.flatMap(({ name, declared }) =>
    declared.map(
      ({ locationId, sku, units }) =>
        `${formatQuantity(units)} units of ${sku ?? "every SKU"} are kept back from ${name} at ${
          locationId === null ? "every location" : placeNames(facts, [locationId]).join("")
        }.`,
    ),
  );
  const windows = facts.chain.slice(1).flatMap((into, index) => {
    const from = facts.chain[index];
    const declared =
      from === undefined ? undefined : facts.windows[`${from}_${into}` as keyof StackFacts["windows"]];
    return from === undefined || declared === undefined
      ? []
      : [`${called(facts, from)} to ${called(facts, into)} takes up to ${lengthOf(declared)}.`];
  });
  const sums = summedCodes(facts).map(
    ({ codes, connection, location }) =>
      `${codes.join(" + ")} of ${connection} are added up for ${location}.`,
  );
  return [
    text("Declared:"),
    list([...windows, ...buffers, ...sums]),
    text("Inferred from open incidents:"),
    inferredRules(facts),
  ];
}

function inferredRules(facts: StackFacts): Block {
  return list(
    facts.troubles.flatMap(({ cause, locationIds, skus }) =>
      cause === null || cause === "unknown"
        ? []
        : [
            `${cause.replaceAll("_", " ")}: ${counted(skus, "SKU", "SKUs")} at ${
              locationIds.length > 3
                ? counted(locationIds.length, "location", "locations")
                : placeNames(facts, locationIds).join(", ")
            }.`,
          ],
    ),
    "Nothing open points to a rule that is not declared.",
  );
}

function locations(facts: StackFacts): Block {
  return table(
    [
      "Location",
      "State",
      ...facts.connections.filter(({ holdsStock }) => holdsStock).map(({ name }) => name),
    ],
    facts.locations.map(({ id, name, active, fulfillmentService }) => [
      name,
      [active ? "open" : "closed", ...(fulfillmentService ? ["fulfilment service"] : [])].join(", "),
      ...facts.connections
        .filter(({ holdsStock }) => holdsStock)
        .map(
          (connection) =>
            facts.codes
              .filter((code) => code.connectionId === connection.id && code.locationId === id)
              .map(({ code }) => code)
              .join(" + ") || "not mapped",
        ),
    ]),
  );
}

function orUnknown<T>(value: T | null, word: (value: T) => string): string {
  return value === null ? "unknown" : word(value);
}
