import { formatFor } from "../format.ts";
import { locationTexts as texts } from "../texts/locations.ts";
import { countName } from "../texts/states.ts";
import { systemNames } from "../texts/systems.ts";
import type { LocationsData } from "../../use-cases/contract.ts";
import { presentLearned } from "./present-learned.ts";
import { presentState } from "./present-states.ts";
import { codeKey, type LocationsView } from "./view.ts";

export function presentLocations(data: LocationsData, locale: string): LocationsView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const stored = Object.fromEntries(
    data.mapped.map(({ connectionId, code, locationId }) => [codeKey(connectionId, code), locationId]),
  );
  const proposals = new Map(
    data.proposals.map((proposal) => [codeKey(proposal.connectionId, proposal.code), proposal] as const),
  );
  const connections = data.connections.map(({ connection, codes, problem }) => ({
    id: connection.id,
    name: connection.name,
    role: connection.role,
    roleName: systemNames[connection.role],
    problem,
    codes: codes.map(({ code, name, gone }) => {
      const key = codeKey(connection.id, code);
      const proposal = stored[key] === undefined ? proposals.get(key) : undefined;
      return {
        key,
        code,
        name,
        gone,
        proposal: proposal
          ? { locationId: proposal.locationId, because: texts.proposed[proposal.because] }
          : null,
      };
    }),
  }));
  const open = connections.flatMap(({ codes }) => codes).filter(({ proposal }) => proposal !== null).length;
  return {
    locations: data.locations.map(({ id, name, active, fulfillmentService }) => ({
      id,
      name,
      active,
      fulfillmentService,
      state: presentState(data, id, format),
    })),
    pools: texts.coverage.pools(format.list(data.pools.map((pool) => countName(pool).toLowerCase()))),
    connections,
    learned: presentLearned(data, format),
    stored,
    proposed: open === 0 ? null : texts.proposals(format.count(open), open === 1),
  };
}
