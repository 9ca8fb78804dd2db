import { adviceFor, sentenceFor } from "../../diagnosis/sentences.ts";
import { systems, unitsOf, type Quantity } from "../../inventory/index.ts";
import { causeNames } from "../../ui/texts/causes.ts";
import { handoffNames } from "../../ui/texts/systems.ts";
import { composeIncident, formatOf, whereOf, type Scene } from "../compose.ts";
import type { DiscrepancyFacts, UnreadSystem } from "../../channels/ports.ts";
import type { Standing } from "../../channels/standing.ts";

/**
 * What a workflow gets, under the keys of the trigger's fields in extensions/. What is not known is left out: a number that is
 * not known is no zero.
 */
export type Payload = Readonly<Record<string, string | number>>;

interface Told {
  readonly headline: string;
  readonly payload: Payload;
}

/** Far below Shopify's 50,000 bytes in all, whatever people named things. */
const LONGEST = 2_000;

export function discrepancyPayload({ discrepancy, productId }: DiscrepancyFacts, scene: Scene): Told {
  const { id, sku, locationId, pool, sides, direction, units, money, recurrence, firstSeenAt } = discrepancy;
  const { finding } = discrepancy;
  const location = scene.places.get(locationId) ?? locationId;
  const cause = finding?.cause ?? "unknown";
  const handoff = finding?.handoff ?? discrepancy.handoff;
  const { meaning, tell } = adviceFor(cause, handoff, finding?.flow ?? discrepancy.flow, scene.names);
  const counts = systems.map(
    (system) => [`${system} count`, numberOf(sides[system]?.value ?? null)] as const,
  );
  return {
    headline: `${sku} at ${location}`,
    payload: fieldsOf({
      product_id: numericId(productId),
      sku,
      "discrepancy reference": id,
      "location name": location,
      "location id": locationId,
      pool: pool.replaceAll("_", " "),
      handoff: handoffNames[handoff],
      cause: causeNames[cause],
      sentence: finding ? sentenceFor(finding, { names: scene.names, location }) : meaning,
      ...Object.fromEntries(counts),
      direction: direction?.replaceAll("_", " ") ?? null,
      "units apart": numberOf(units),
      "money at risk": money === null ? null : Number(money),
      currency: scene.currency,
      "times returned": recurrence,
      since: formatOf(scene).moment(firstSeenAt),
      "whom to tell": tell,
      link: scene.links(scene.shop, `/app/discrepancies/${id}`),
    }),
  };
}

export function incidentPayload(standing: Standing, scene: Scene): Told {
  const { incident, open, canOversell, units, money, locationIds } = standing;
  const { headline, sentence, link } = composeIncident("opened", standing, scene);
  const { tell } = adviceFor(incident.cause, incident.handoff, incident.flow, scene.names);
  return {
    headline,
    payload: fieldsOf({
      "incident reference": incident.id,
      sentence,
      "location names": whereOf(locationIds, scene, formatOf(scene)),
      handoff: handoffNames[incident.handoff],
      cause: causeNames[incident.cause],
      "skus affected": open,
      "skus that can oversell": canOversell,
      "units apart": numberOf(units),
      "money at risk": money === null ? null : Number(money),
      currency: scene.currency,
      since: formatOf(scene).moment(incident.firstSeenAt),
      "whom to tell": tell,
      link: link.url,
    }),
  };
}

export function notReadPayload(
  { system, name, problem, lastReadAt, locationIds }: UnreadSystem,
  scene: Scene,
): Told {
  const called = scene.names[system] ?? name;
  const format = formatOf(scene);
  return {
    headline: `${called} was not read`,
    payload: fieldsOf({
      system: called,
      problem,
      "location names": locationIds.length > 0 ? whereOf(locationIds, scene, format) : null,
      "last read": lastReadAt === null ? null : format.moment(lastReadAt),
      link: scene.links(scene.shop, "/app/scans"),
    }),
  };
}

function fieldsOf(fields: Readonly<Record<string, string | number | null>>): Payload {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === null ? [] : [[key, typeof value === "string" ? value.slice(0, LONGEST) : value]],
    ),
  );
}

function numberOf(quantity: Quantity | null): number | null {
  return quantity === null ? null : unitsOf(quantity);
}

/** Flow names a product by its number. */
function numericId(gid: string | null): number | null {
  const digits = gid === null ? undefined : /\/(\d+)$/.exec(gid)?.[1];
  return digits === undefined ? null : Number(digits);
}
