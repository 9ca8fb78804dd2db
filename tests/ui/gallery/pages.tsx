import type { ReactNode } from "react";
import { ChoosePage } from "../../../app/ui/connections/choose-page.tsx";
import { ConnectionPage } from "../../../app/ui/connections/connection-page.tsx";
import { ConnectionsPage } from "../../../app/ui/connections/connections-page.tsx";
import { NewConnectionPage } from "../../../app/ui/connections/new-connection-page.tsx";
import { presentConnection } from "../../../app/ui/connections/present-connection.ts";
import { presentConnections } from "../../../app/ui/connections/present-connections.ts";
import { presentCards, presentForm } from "../../../app/ui/connections/present-form.ts";
import { presentTest } from "../../../app/ui/connections/present-sample.ts";
import type { FormAnswer } from "../../../app/ui/connections/view.ts";
import { HomePage, type HomeActions } from "../../../app/ui/discrepancies/home-page.tsx";
import { presentHome } from "../../../app/ui/discrepancies/present-home.ts";
import { DiscrepancyPage } from "../../../app/ui/discrepancy/discrepancy-page.tsx";
import { presentDiscrepancy } from "../../../app/ui/discrepancy/present-discrepancy.ts";
import { EventsPage } from "../../../app/ui/events/events-page.tsx";
import { presentEvents } from "../../../app/ui/events/present-events.ts";
import { IncidentPage } from "../../../app/ui/incident/incident-page.tsx";
import { presentIncident } from "../../../app/ui/incident/present-incident.ts";
import { ProblemPage } from "../../../app/ui/frame/problem-page.tsx";
import { LocationsPage } from "../../../app/ui/locations/locations-page.tsx";
import { presentLocations } from "../../../app/ui/locations/present-locations.ts";
import { presentScans } from "../../../app/ui/scans/present-scans.ts";
import { ScansPage } from "../../../app/ui/scans/scans-page.tsx";
import { LookupPage, type CheckState } from "../../../app/ui/lookup/lookup-page.tsx";
import { NewResyncPage } from "../../../app/ui/resyncs/new-resync-page.tsx";
import { presentPreview } from "../../../app/ui/resyncs/present-preview.ts";
import { presentAudit, presentTreadmill } from "../../../app/ui/resyncs/present-reports.ts";
import { presentResync } from "../../../app/ui/resyncs/present-resync.ts";
import { presentResyncs } from "../../../app/ui/resyncs/present-resyncs.ts";
import { AuditPage, TreadmillPage } from "../../../app/ui/resyncs/report-pages.tsx";
import { ResyncPage } from "../../../app/ui/resyncs/resync-page.tsx";
import { ResyncsPage } from "../../../app/ui/resyncs/resyncs-page.tsx";
import { presentSettings } from "../../../app/ui/settings/present-settings.ts";
import { ResyncSettingsPage } from "../../../app/ui/settings/resync-settings-page.tsx";
import type {
  DiscrepancyData,
  EventsData,
  LocationsData,
  ScansData,
} from "../../../app/use-cases/contract.ts";
import { cards, manyConnections, newForm, oneConnection, passed, refused } from "../fixtures/connections.ts";
import { bareDiscrepancy, oneDiscrepancy, oneIncident, theLog } from "../fixtures/diagnosis.ts";
import { homes, wholePage } from "../fixtures/home.ts";
import { mapping, noConnections } from "../fixtures/locations.ts";
import * as resyncs from "../fixtures/resyncs.ts";
import { history, progress, scan } from "../fixtures/scans.ts";

const nothing = () => undefined;
const homeActions: HomeActions = {
  scan: nothing,
  cancelScan: nothing,
  dismissChecklist: nothing,
  filter: nothing,
};

const homePages = Object.fromEntries(
  Object.entries(homes).map(([name, data]) => [
    `home-${name}`,
    <HomePage key={name} view={presentHome(data, wholePage, "en")} busy={null} actions={homeActions} />,
  ]),
);

const resyncActions = { busy: null, problem: null, onApprove: nothing, onCancel: nothing, onUndo: nothing };
const unchecked: CheckState = { item: null, answers: [], checked: null, problem: null, reading: false };

const resyncPages: Readonly<Record<string, ReactNode>> = {
  resyncs: <ResyncsPage view={presentResyncs(resyncs.manyResyncs, "en")} />,
  "resyncs-none": <ResyncsPage view={presentResyncs({ ...resyncs.manyResyncs, requests: [] }, "en")} />,
  "resync-preview": preview(resyncs.preview),
  "resync-preview-none": preview({ ...resyncs.preview, plans: [] }),
  resync: <ResyncPage view={presentResync(resyncs.oneResync, "en")} {...resyncActions} />,
  "resync-waiting": <ResyncPage view={presentResync(resyncs.waitingResync, "en")} {...resyncActions} />,
  treadmill: <TreadmillPage view={presentTreadmill(resyncs.treadmill, "en")} />,
  "treadmill-none": <TreadmillPage view={presentTreadmill({ ...resyncs.treadmill, lines: [] }, "en")} />,
  audit: <AuditPage view={presentAudit(resyncs.audit, "en")} downloading={false} onDownload={nothing} />,
  "audit-none": (
    <AuditPage
      view={presentAudit({ ...resyncs.audit, entries: [], next: null }, "en")}
      downloading={false}
      onDownload={nothing}
    />
  ),
  "resync-settings": (
    <ResyncSettingsPage
      view={presentSettings(resyncs.settings)}
      busy={null}
      problem={null}
      fields={{ keys: "Type a whole number." }}
      onSave={nothing}
      onMine={nothing}
    />
  ),
  lookup: (
    <LookupPage
      view={{
        search: "KC",
        location: "",
        locations: [],
        found: [{ sku: "KC-001", inventoryItemId: "1", title: null, barcode: null }],
      }}
      finding={false}
      check={unchecked}
      onFind={nothing}
      onCheck={nothing}
    />
  ),
};

function preview(data: typeof resyncs.preview): ReactNode {
  return (
    <NewResyncPage
      view={presentPreview(data, "en")}
      busy={null}
      problem={null}
      fields={{}}
      onPreview={nothing}
      onConfirm={nothing}
    />
  );
}

/** Every page in every state that is worth a look, by name. */
export const pages: Readonly<Record<string, ReactNode>> = {
  ...homePages,
  ...resyncPages,
  "home-no-match": (
    <HomePage
      view={presentHome({ ...homes.found, discrepancies: [] }, { ...wholePage, search: "XYZ" }, "en")}
      busy={null}
      actions={homeActions}
    />
  ),
  discrepancy: discrepancyPage(oneDiscrepancy),
  "discrepancy-bare": discrepancyPage(bareDiscrepancy),
  incident: <IncidentPage view={presentIncident(oneIncident, "en")} />,
  "incident-closed": (
    <IncidentPage
      view={presentIncident(
        {
          ...oneIncident,
          members: [],
          report: null,
          incident: { ...oneIncident.incident, quietSince: oneIncident.now, closedAt: oneIncident.now },
        },
        "en",
      )}
    />
  ),
  events: eventsPage(theLog),
  "events-none": eventsPage({ ...theLog, events: [], handoffs: [], nextCursor: null }),
  connections: <ConnectionsPage view={presentConnections(manyConnections, "en")} />,
  "connections-none": (
    <ConnectionsPage view={presentConnections({ ...manyConnections, connections: [] }, "en")} />
  ),
  choose: <ChoosePage cards={presentCards(cards)} />,
  "new-connection": newConnection(null),
  "new-connection-passed": newConnection(presentTest(passed, "en")),
  "new-connection-refused": newConnection(presentTest(refused, "en")),
  connection: (
    <ConnectionPage
      view={presentConnection(oneConnection, "en")}
      answer={null}
      busy={null}
      onSend={nothing}
      onPause={nothing}
      onDelete={nothing}
    />
  ),
  locations: locations(mapping),
  "locations-none": locations(noConnections),
  scans: scans(history),
  "scans-running": scans({
    ...history,
    running: scan({ state: "running", progress, counts: null, finishedAt: null }),
  }),
  "scans-none": scans({ ...history, ended: [], readings: [] }),
  "problem-fault": <ProblemPage problem={null} onReload={nothing} />,
  "problem-gone": <ProblemPage problem="This connection does not exist any more." onReload={nothing} />,
};

function discrepancyPage(data: DiscrepancyData) {
  return (
    <DiscrepancyPage
      view={presentDiscrepancy(data, "en")}
      busy={null}
      problem={null}
      fields={{}}
      onAct={nothing}
    />
  );
}

function eventsPage(data: EventsData) {
  const query = { generalOnly: true, search: null, after: null };
  return (
    <EventsPage
      view={presentEvents(data, query, "en")}
      busy={false}
      fields={{}}
      onAdd={nothing}
      onFilter={nothing}
      onRemove={nothing}
    />
  );
}

function newConnection(answer: FormAnswer | null) {
  return (
    <NewConnectionPage
      connectorName={newForm.connector.name}
      form={presentForm(newForm, null)}
      answer={answer}
      busy={null}
      onSend={nothing}
    />
  );
}

function locations(data: LocationsData) {
  return (
    <LocationsPage
      view={presentLocations(data, "en")}
      problem={null}
      busy={null}
      onSave={nothing}
      onRefresh={nothing}
      onAccept={nothing}
    />
  );
}

function scans(data: ScansData) {
  return <ScansPage view={presentScans(data, "en")} busy={null} onScan={nothing} onCancel={nothing} />;
}
