/** The blocks on Shopify's product and variant pages. What never changes stands in the extensions' own locales. */
export const productStockTexts = {
  notConnected: "Not connected yet",
  notConnectedBody: "Connect your WMS or ERP, and this product's counts are compared here.",
  connect: "Set up Inventory Handoff",
  notScanned: "Not compared yet",
  notScannedBody: "The first scan of your systems has not ended. Its result appears here.",
  unknownProduct: "Nothing to compare",
  unknownProductBody:
    "No variant of this product has a SKU that the last scan read. Without a SKU, systems have no name in common for it.",
  agrees: "All systems agree",
  agreesBody: (locations: string, one: boolean) =>
    one ? "WMS, ERP and storefront were compared at one location." : `Compared at ${locations} locations.`,
  notRead: "Not everything was read",
  notReadBody: "No difference in what could be read, but at least one location was never read whole.",
  differs: (places: string, one: boolean) => (one ? "Differs in one place" : `Differs in ${places} places`),
  readSince: (ago: string) => `Oldest reading: ${ago}.`,
  firstSeen: (ago: string) => `first seen ${ago}`,
  lastAgreed: (time: string) => `last agreed ${time}`,
  neverAgreed: "not seen to agree yet",
  more: (places: string, one: boolean) => (one ? "and one more place" : `and ${places} more places`),
  open: "Open in Inventory Handoff",
  openAll: "See all in Inventory Handoff",
  moreChecked: (counts: string, one: boolean) => (one ? "and one more count" : `and ${counts} more counts`),
  leftUnchecked: (variants: string, one: boolean) =>
    one ? "One more variant was not read." : `${variants} more variants were not read.`,
  nothingOpen: "Nothing of this is open any more.",
  tooLarge: "This reaches further than can be confirmed here. Look at it in the app, and confirm it there.",
  nothingDoable: "Nothing of this can be done as it stands.",
  otherwise: "Choose how in Inventory Handoff",
  requested: "The resync is asked for. Every system is read again before anything is sent.",
  follow: "Follow it in Inventory Handoff",
};
