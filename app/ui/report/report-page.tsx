import { Banner, Link, Page } from "@shopify/polaris";
import { DocumentPage } from "../document/document-page.tsx";
import { EmptyCard } from "../frame/empty-card.tsx";
import { reportTexts as texts } from "../texts/report.ts";
import type { ReportPageView } from "./present-report.ts";
import { ShareCard, type ShareCardProps } from "./share-card.tsx";

export interface ReportPageProps extends Omit<ShareCardProps, "links"> {
  readonly view: ReportPageView;
}

export function ReportPage({ view: { back, content, ownerless, links }, ...sharing }: ReportPageProps) {
  if (content === null)
    return (
      <Page title={texts.title} backAction={back}>
        <EmptyCard title={texts.nothing} body={texts.nothingBody} />
        {links.length > 0 && <ShareCard links={links} closed {...sharing} />}
      </Page>
    );
  return (
    <DocumentPage {...content}>
      {ownerless && (
        <Banner tone="info">
          <p>
            {texts.owner} <Link url="/app/settings/owners">{texts.nameOwner}</Link>
          </p>
        </Banner>
      )}
      <ShareCard links={links} {...sharing} />
    </DocumentPage>
  );
}
