import { onHandStates, storedStates } from "../state/quantities.ts";

const display: Readonly<Record<string, string>> = {
  available: "Available",
  committed: "Committed",
  reserved: "Reserved",
  damaged: "Damaged",
  safety_stock: "Safety stock",
  quality_control: "Quality control",
  incoming: "Incoming",
};

export const inventoryPropertiesView = {
  quantityNames: [
    ...storedStates.map((name) => ({
      name,
      displayName: display[name] ?? null,
      isInUse: true,
      belongsTo: name === "incoming" ? [] : ["on_hand"],
      comprises: [],
    })),
    { name: "on_hand", displayName: "On hand", isInUse: true, belongsTo: [], comprises: onHandStates },
  ],
};
