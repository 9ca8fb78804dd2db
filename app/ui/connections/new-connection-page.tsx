import { Page } from "@shopify/polaris";
import { connectionTexts } from "../texts/connections.ts";
import { ConnectionForm, type ConnectionFormProps } from "./connection-form.tsx";
import { StatesCard } from "./states-card.tsx";

const back = { content: connectionTexts.choose.title, url: "/app/connections/new" };

export interface NewConnectionPageProps extends Omit<ConnectionFormProps, "saved"> {
  readonly connectorName: string;
}

export function NewConnectionPage({ connectorName, ...form }: NewConnectionPageProps) {
  return (
    <Page title={connectionTexts.form.title(connectorName)} backAction={back} narrowWidth>
      <ConnectionForm {...form} saved={false} />
      <StatesCard states={form.form.states} />
    </Page>
  );
}
