import type { LocationsData, LocationState } from "../../use-cases/contract.ts";
import type { Format } from "../format.ts";
import { causeNames } from "../texts/causes.ts";
import { locationTexts } from "../texts/locations.ts";
import { systemNames } from "../texts/systems.ts";
import type { LocationStateView } from "./view.ts";

const texts = locationTexts.coverage;
const MOST_INCIDENTS = 3;

const untouched: LocationState = { lastCompleteAt: null, read: [], incidents: [], ordersPerHour: null };

/** How a location fares: read, open, late, busy. */
export function presentState(data: LocationsData, id: string, format: Format): LocationStateView {
  const state = data.states[id] ?? untouched;
  const lags = (data.learned?.windows ?? []).filter(
    ({ locationId, flow }) => locationId === id && flow === "stock",
  );
  return {
    read: [
      state.lastCompleteAt === null ? texts.neverWhole : texts.whole(format.ago(state.lastCompleteAt)),
      ...state.read.map(({ system, rows, complete, problem }) => {
        const name = data.names[system] ?? systemNames[system];
        return complete ? texts.rows(name, format.count(rows)) : texts.notRead(name, problem ?? "");
      }),
    ],
    open: state.incidents.slice(0, MOST_INCIDENTS).map((incident) => ({
      label: texts.incident(
        incident.cause === null ? texts.undiagnosed : causeNames[incident.cause],
        format.count(incident.skus),
      ),
      href:
        incident.id === null ? `/app?location=${encodeURIComponent(id)}` : `/app/incidents/${incident.id}`,
    })),
    more:
      state.incidents.length > MOST_INCIDENTS
        ? texts.more(format.count(state.incidents.length - MOST_INCIDENTS))
        : null,
    lags: lags.map(({ from, into, p95, declared }) => {
      const route = `${data.names[from] ?? systemNames[from]} → ${data.names[into] ?? systemNames[into]}`;
      const words = texts.lag(route, format.lag(p95), format.span(declared));
      return { words: p95 > declared ? `${words}, ${texts.late}` : words, late: p95 > declared };
    }),
    orders:
      state.ordersPerHour === null
        ? texts.noOrders
        : texts.orders(format.count(Math.round(state.ordersPerHour * 10) / 10)),
  };
}
