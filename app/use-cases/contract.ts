import type {
  ConnectionUseCases,
  NewConnectionUseCases,
  OneConnectionUseCases,
} from "./contract/connections.ts";
import type { OneDiscrepancyUseCases } from "./contract/discrepancy.ts";
import type { EventUseCases } from "./contract/events.ts";
import type { HandoffMapUseCases } from "./contract/handoff-map.ts";
import type { FlowUseCases } from "./contract/flow.ts";
import type { HomeUseCases } from "./contract/home.ts";
import type { IncidentUseCases } from "./contract/incident.ts";
import type { LocationUseCases } from "./contract/locations.ts";
import type { ProductStockUseCases } from "./contract/product-stock.ts";
import type { ManyUseCases } from "./contract/many.ts";
import type { LookupUseCases } from "./contract/lookup.ts";
import type { ReportUseCases } from "./contract/report.ts";
import type {
  AuditUseCases,
  FlowResyncUseCases,
  ResyncSettingsUseCases,
  ResyncUseCases,
  TreadmillUseCases,
} from "./contract/resyncs.ts";
import type { SettingsUseCases } from "./contract/settings.ts";
import type { NotificationUseCases } from "./contract/notifications.ts";
import type { ScanUseCases } from "./contract/scans.ts";

export type * from "./contract/connections.ts";
export type * from "./contract/discrepancy.ts";
export type * from "./contract/events.ts";
export type * from "./contract/handoff-map.ts";
export type * from "./contract/flow.ts";
export type * from "./contract/home.ts";
export type * from "./contract/incident.ts";
export type * from "./contract/locations.ts";
export type * from "./contract/product-stock.ts";
export type * from "./contract/lookup.ts";
export type * from "./contract/many.ts";
export type * from "./contract/report.ts";
export type * from "./contract/notifications.ts";
export type * from "./contract/resyncs.ts";
export type * from "./contract/scans.ts";
export type * from "./contract/settings.ts";
export type * from "./contract/shared.ts";

/**
 * What the pages ask of the app: one interface per page. Raw facts come back (instants, quantities, decimal money); wording and
 * zones are the page's. Reads throw PublicError with status 404 for an id that is not this shop's. What a person typed wrongly is
 * returned as a Refused, never thrown.
 */
export interface UseCases
  extends
    HomeUseCases,
    OneDiscrepancyUseCases,
    IncidentUseCases,
    HandoffMapUseCases,
    ReportUseCases,
    SettingsUseCases,
    EventUseCases,
    ConnectionUseCases,
    NewConnectionUseCases,
    OneConnectionUseCases,
    LocationUseCases,
    ProductStockUseCases,
    ScanUseCases,
    ResyncUseCases,
    FlowResyncUseCases,
    TreadmillUseCases,
    AuditUseCases,
    ResyncSettingsUseCases,
    LookupUseCases,
    NotificationUseCases,
    FlowUseCases,
    ManyUseCases {}
