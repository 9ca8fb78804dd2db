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
import { HomePage, type HomePageProps } from "../../../app/ui/discrepancies/home-page.tsx";
import { presentHome } from "../../../app/ui/discrepancies/present-home.ts";
import { DiscrepancyPage } from "../../../app/ui/discrepancy/discrepancy-page.tsx";
import { presentDiscrepancy } from "../../../app/ui/discrepancy/present-discrepancy.ts";
import { EventsPage } from "../../../app/ui/events/events-page.tsx";
import { presentEvents } from "../../../app/ui/events/present-events.ts";
import { IncidentPage } from "../../../app/ui/incident/incident-page.tsx";
import { presentIncident } from "../../../app/ui/incident/present-incident.ts";
import { DocumentPage } from "../../../app/ui/document/document-page.tsx";
import { readMapQuery } from "../../../app/ui/map/map-href.ts";
import { MapPage } from "../../../app/ui/map/map-page.tsx";
import { presentMapDocument } from "../../../app/ui/map/present-document.ts";
import { presentMap } from "../../../app/ui/map/present-map.ts";
import { ProblemPage } from "../../../app/ui/frame/problem-page.tsx";
import { LocationsPage } from "../../../app/ui/locations/locations-page.tsx";
import { presentLocations } from "../../../app/ui/locations/present-locations.ts";
import { presentReport } from "../../../app/ui/report/present-report.ts";
import { ReportPage } from "../../../app/ui/report/report-page.tsx";
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
import { DataPage, presentData } from "../../../app/ui/settings/data-page.tsx";
import { OwnersPage, presentOwners } from "../../../app/ui/settings/owners-page.tsx";
import { PacePage, presentPace } from "../../../app/ui/settings/pace-page.tsx";
import { PoolsPage } from "../../../app/ui/settings/pools-page.tsx";
import { presentSettingsIndex, SettingsPage } from "../../../app/ui/settings/settings-page.tsx";
import { SnoozingPage } from "../../../app/ui/settings/snoozing-page.tsx";
import { formatFor } from "../../../app/ui/format.ts";
import { presentSettings } from "../../../app/ui/settings/present-settings.ts";
import { ResyncSettingsPage } from "../../../app/ui/settings/resync-settings-page.tsx";
import { noFilter } from "../../../app/use-cases/home-query.ts";
import type {
  DiscrepancyData,
  EventsData,
  LocationsData,
  ScansData,
} from "../../../app/use-cases/contract.ts";
import { cards, manyConnections, newForm, oneConnection, passed, refused } from "../fixtures/connections.ts";
import { bareDiscrepancy, oneDiscrepancy, oneIncident, oneReport, theLog } from "../fixtures/diagnosis.ts";
import { handoffMap, manyPlaces, tangled, tidy } from "../fixtures/handoff-map.ts";
import { homes, wholePage } from "../fixtures/home.ts";
import { manyLocations, mapping, noConnections } from "../fixtures/locations.ts";
import * as resyncs from "../fixtures/resyncs.ts";
import * as chosen from "../fixtures/settings.ts";
import { history, progress, scan } from "../fixtures/scans.ts";

const nothing = () => undefined;
const homeProps: Omit<HomePageProps, "view"> = {
  busy: null,
  actions: { scan: nothing, cancelScan: nothing, dismissChecklist: nothing, query: nothing, go: nothing },
  many: {
    ...{ busy: false, problem: null, exporting: false, matching: { text: "1,234", counting: false } },
    ...{ onCount: nothing, onStep: nothing, onExport: nothing },
  },
  saving: { busy: false, problem: null, onSave: nothing, onRename: nothing, onDelete: nothing },
  finder: { kind: null, found: null, busy: false, onFind: nothing },
};

const homePages = Object.fromEntries(
  Object.entries(homes).map(([name, data]) => [
    `home-${name}`,
    <HomePage key={name} view={presentHome(data, wholePage, "en")} {...homeProps} />,
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

const pace = presentPace(
  chosen.paceSettings,
  null,
  formatFor({ ...chosen.paceSettings.shop, locale: "en", now: chosen.paceSettings.now }),
);
const owners = presentOwners(chosen.ownerSettings, null);
const ownData = presentData(chosen.dataSettings, null);
const editing = chosen.editing;

const settingsPages: Readonly<Record<string, ReactNode>> = {
  settings: <SettingsPage areas={presentSettingsIndex(chosen.settingsIndex, "en")} />,
  "settings-pools": (
    <PoolsPage
      view={chosen.poolsView}
      typed={chosen.poolsView.typed}
      editing={{ ...editing, fields: { "0.units": "Type a number of units, 0 or more." } }}
      onChange={nothing}
      onSample={nothing}
    />
  ),
  "settings-pace": <PacePage view={pace} typed={pace.typed} editing={chosen.overtaken} onChange={nothing} />,
  "settings-owners": <OwnersPage view={owners} typed={owners.typed} editing={editing} onChange={nothing} />,
  "settings-snoozing": (
    <SnoozingPage
      view={chosen.snoozingView}
      typed={chosen.snoozingView.typed}
      editing={editing}
      onChange={nothing}
    />
  ),
  "settings-snoozing-none": (
    <SnoozingPage view={chosen.snoozingView} typed={[]} editing={editing} onChange={nothing} />
  ),
  "settings-data": (
    <DataPage
      view={ownData}
      typed={ownData.typed}
      editing={editing}
      exporting={false}
      erasing={false}
      eraseProblem="Type kids-crew.myshopify.com to erase everything of it."
      onChange={nothing}
      onExport={nothing}
      onErase={nothing}
    />
  ),
};

/** Every page in every state that is worth a look, by name. */
export const pages: Readonly<Record<string, ReactNode>> = {
  ...homePages,
  ...resyncPages,
  ...settingsPages,
  "home-no-match": (
    <HomePage
      view={presentHome(
        { ...homes.found, discrepancies: [] },
        { ...wholePage, filter: { ...noFilter, search: "XYZ" } },
        "en",
      )}
      {...homeProps}
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
          incident: { ...oneIncident.incident, quietSince: oneIncident.now, closedAt: oneIncident.now },
        },
        "en",
      )}
    />
  ),
  report: reportPage(oneReport),
  "report-none": reportPage({ ...oneReport, report: null }),
  map: mapPage(tangled),
  "map-lane": mapPage(tangled, "lane=erp_storefront.stock"),
  "map-system": mapPage(tangled, "system=erp"),
  "map-location": mapPage(tangled, "location=L1"),
  "map-tidy": mapPage(tidy),
  "map-many": mapPage(manyPlaces),
  "map-none": mapPage({ ...tidy, connections: [] }),
  "map-export": <DocumentPage {...presentMapDocument(handoffMap(tangled))} />,
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
  "locations-many": locations(manyLocations),
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

function reportPage(data: typeof oneReport) {
  return (
    <ReportPage
      view={presentReport(data, "en")}
      busy={false}
      problem={null}
      fields={{ days: "Give a number of days from 1 to 90." }}
      onShare={nothing}
      onRevoke={nothing}
    />
  );
}

function mapPage(facts: typeof tangled, search = "") {
  const query = readMapQuery(new URLSearchParams(search));
  return <MapPage view={presentMap(handoffMap(facts), query, "en")} onSearch={nothing} />;
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
