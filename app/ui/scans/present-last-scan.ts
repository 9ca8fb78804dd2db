import { systems, type System } from "../../inventory/index.ts";
import type { Scan } from "../../scan/ports.ts";
import type { Format } from "../format.ts";
import { scanTexts } from "../texts/scans.ts";
import { systemNames, systemsInSentence } from "../texts/systems.ts";
import type { EndedScan, UnreadLocation } from "../../use-cases/contract.ts";
import { presentScanState } from "./scan-state.ts";
import type { LastScanView, SystemRowsView, UnreadView } from "./view.ts";

const texts = scanTexts.last;

export function presentLastScan(
  last: EndedScan,
  connected: ReadonlySet<System>,
  format: Format,
): LastScanView {
  const { scan, unread } = last;
  const at = scan.finishedAt ?? scan.requestedAt;
  return {
    when: texts.when(format.moment(at), format.ago(at)),
    state: presentScanState(scan.state),
    problem: scan.problem,
    systems: rowsOf(scan, connected, format),
    unread: unread.map((location) => presentUnread(location, format)),
  };
}

function rowsOf({ counts }: Scan, connected: ReadonlySet<System>, format: Format): readonly SystemRowsView[] {
  if (counts === null) return [];
  return systems
    .filter((system) => system === "storefront" || connected.has(system) || counts.rows[system] > 0)
    .map((system) => ({
      system,
      name: systemNames[system],
      rows: format.count(counts.rows[system]),
      unmatched: format.count(counts.unmatched[system]),
      rejected: format.count(counts.rejected[system]),
    }));
}

function presentUnread(unread: UnreadLocation, format: Format): UnreadView {
  const { locationId, locationName, system, connectionId, connectionName, lastCompleteAt, problem } = unread;
  const name = systemsInSentence[system];
  return {
    id: `${locationId} ${system} ${connectionId ?? ""}`,
    text:
      lastCompleteAt === null
        ? texts.unreadEver(locationName, name)
        : texts.unreadSince(locationName, name, format.clock(lastCompleteAt)),
    problem,
    mend:
      connectionId === null
        ? null
        : { label: texts.mend(connectionName), href: `/app/connections/${connectionId}` },
  };
}
