import type { ReactNode } from "react";
import { HomePage, type HomeActions } from "../../../app/ui/discrepancies/home-page.tsx";
import { presentHome } from "../../../app/ui/discrepancies/present-home.ts";
import { homes, wholePage } from "../fixtures/home.ts";

const actions: HomeActions = {
  scan: () => undefined,
  cancelScan: () => undefined,
  dismissChecklist: () => undefined,
  filter: () => undefined,
};

/** Every page in every state that is worth a look, by name. */
export const pages: Readonly<Record<string, ReactNode>> = {
  ...Object.fromEntries(
    Object.entries(homes).map(([name, data]) => [
      `home-${name}`,
      <HomePage key={name} view={presentHome(data, wholePage, "en")} busy={null} actions={actions} />,
    ]),
  ),
};
