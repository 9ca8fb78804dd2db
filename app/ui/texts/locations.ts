import type { Proposal } from "../../shops/proposals.ts";

export const locationTexts = {
  title: "Locations",
  subtitle: "Which code of each system stands for which Shopify location",
  save: "Save mapping",
  saved: "Mapping saved",
  refresh: "Read codes again",
  refreshed: "Locations and codes are up to date",
  problem: "The mapping was not saved",
  code: "Code",
  location: "Shopify location",
  notMapped: "Not mapped",
  pick: (code: string) => `Shopify location of ${code}`,
  closed: (name: string) => `${name} (closed)`,
  noCodes: "This system has not told us any location codes yet.",
  proposed: {
    same_name: "Proposed: the names are the same",
    same_code: "Proposed: the code is the location’s name",
    similar_name: "Proposed: the names are alike",
    initials: "Proposed: the code abbreviates the name",
  } satisfies Record<Proposal["because"], string>,
  unsaved: "Changed, not saved yet",
  warnings: {
    unmapped: "Not mapped: its stock is compared with nothing.",
    closed: "This location is closed in Shopify.",
    gone: "This location is no longer in Shopify. Choose another one.",
    doubly: (location: string, codes: string) =>
      `${location} stands for ${codes} as well: their counts are added up.`,
  },
  proposals: (count: string, one: boolean) =>
    `${count} ${one ? "mapping is" : "mappings are"} proposed. Check and save.`,
  coverage: {
    heading: "Your Shopify locations",
    caption: "Codes per Shopify location",
    none: "Not mapped",
    closed: "Closed",
    service: "Fulfilment service",
    noLocations: "No Shopify location is known yet. Read the codes again to fetch them.",
  },
  empty: "Nothing to map yet",
  emptyBody: "Connect a WMS or an ERP first. Its location codes then appear here.",
  connect: "Connect a system",
  unreadable: (connection: string) => `The codes of ${connection} could not be read`,
};
