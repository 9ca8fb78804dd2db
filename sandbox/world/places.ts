/** A shop location and the codes by which the ERP and the WMS know it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly warehouse: string;
  /** The WMS serves some locations from more than one facility. The first is the main one. */
  readonly facilities: readonly Facility[];
  readonly createdAt: number;
}

export interface Facility {
  readonly code: string;
  readonly name: string;
}

const cities = [
  ["Brooklyn", "BK"],
  ["Newark", "NJ"],
  ["Chicago", "CH"],
  ["Austin", "AU"],
  ["Portland", "PD"],
  ["Atlanta", "AT"],
  ["Denver", "DN"],
  ["Boston", "BO"],
  ["Nashville", "NV"],
  ["Phoenix", "PX"],
] as const;

const kinds = ["Warehouse", "Fulfillment Center", "Store", "Outlet"] as const;

/** The location with this number, from 0. The first is served by two WMS facilities. */
export function placeNumber(index: number, createdAt: number): Place {
  const [city, letters] = cities[index % cities.length] ?? cities[0];
  const round = Math.floor(index / cities.length);
  const code = round === 0 ? letters : `${letters}${round + 1}`;
  const name = `${city} ${kinds[index % kinds.length] ?? kinds[0]}${round === 0 ? "" : ` ${round + 1}`}`;
  const main: Facility = { code: `${code}1`, name: `${name}, main floor` };
  const overflow: Facility = { code: `${code}2`, name: `${name}, overflow` };
  return {
    id: `gid://shopify/Location/${101 + index}`,
    name,
    city,
    warehouse: `WH-${code}`,
    facilities: index === 0 ? [main, overflow] : [main],
    createdAt,
  };
}
