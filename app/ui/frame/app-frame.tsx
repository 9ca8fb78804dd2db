import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider, type AppProviderProps } from "@shopify/polaris";
import polarisWords from "@shopify/polaris/locales/en.json" with { type: "json" };
import type { ReactNode } from "react";
import { commonTexts } from "../texts/common.ts";

export interface AppFrameProps {
  /** How links move inside the app without loading a document. */
  readonly link: NonNullable<AppProviderProps["linkComponent"]>;
  readonly children: ReactNode;
}

/** What stands around every page: Polaris and the entries of the app in the admin's navigation. */
export function AppFrame({ link, children }: AppFrameProps) {
  const { nav } = commonTexts;
  return (
    <AppProvider i18n={polarisWords} linkComponent={link}>
      <NavMenu>
        <a href="/app" rel="home">
          {nav.discrepancies}
        </a>
        <a href="/app/connections">{nav.connections}</a>
        <a href="/app/locations">{nav.locations}</a>
        <a href="/app/map">{nav.map}</a>
        <a href="/app/scans">{nav.scans}</a>
        <a href="/app/events">{nav.events}</a>
        <a href="/app/resyncs">{nav.resyncs}</a>
        <a href="/app/lookup">{nav.lookup}</a>
        <a href="/app/settings">{nav.settings}</a>
        <a href="/app/settings/notifications">{nav.notifications}</a>
      </NavMenu>
      <main>{children}</main>
    </AppProvider>
  );
}
