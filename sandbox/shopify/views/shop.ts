import type { SimulatedShop } from "../simulated-shop.ts";

/** Where the shop's clock stands against UTC at `now`, in minutes. */
export function offsetMinutes(zone: string, now: Date): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "longOffset",
  }).formatToParts(now);
  const text = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const found = /([+-])(\d\d):(\d\d)/.exec(text);
  return found === null ? 0 : (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

export function shopView({ seed, domain, id, state, clock }: SimulatedShop): object {
  const minutes = offsetMinutes(seed.timezone, clock());
  const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, "0");
  const email = seed.staff[0]?.email ?? `owner@${domain}`;
  return {
    __typename: "Shop",
    id,
    name: seed.name,
    myshopifyDomain: domain,
    url: `https://${domain}`,
    primaryDomain: {
      __typename: "Domain",
      id: id.replace("/Shop/", "/Domain/"),
      host: domain,
      sslEnabled: true,
      url: `https://${domain}`,
    },
    ianaTimezone: seed.timezone,
    timezoneAbbreviation: abbreviation(seed.timezone, clock()),
    timezoneOffset: `${minutes < 0 ? "-" : "+"}${two(minutes / 60)}${two(Math.abs(minutes) % 60)}`,
    timezoneOffsetMinutes: minutes,
    currencyCode: seed.currency,
    enabledPresentmentCurrencies: [seed.currency],
    plan: planOf(seed.restoreRate),
    contactEmail: email,
    email,
    shopOwnerName: [seed.staff[0]?.firstName, seed.staff[0]?.lastName].join(" ").trim(),
    taxesIncluded: false,
    weightUnit: "KILOGRAMS",
    createdAt: state.openedAt.toISOString(),
    updatedAt: state.openedAt.toISOString(),
  };
}

function abbreviation(zone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" }).formatToParts(
    now,
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
}

/** The plans are told apart by their rate: 100 points a second, 200 on Advanced, 1000 on Plus. */
function planOf(restoreRate: number): object {
  const isPlus = restoreRate >= 1000;
  const name = isPlus ? "Shopify Plus" : restoreRate >= 200 ? "Advanced" : "Basic";
  return { displayName: name, publicDisplayName: name, partnerDevelopment: false, shopifyPlus: isPlus };
}
