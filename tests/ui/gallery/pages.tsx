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

/** Every page in every state that is worth a look, by name. */
export const pages: Readonly<Record<string, ReactNode>> = {
  ...homePages,
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
