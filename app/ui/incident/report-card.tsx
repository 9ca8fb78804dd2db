import { BlockStack, Button, ButtonGroup, Text } from "@shopify/polaris";
import { showToast } from "../frame/toast.ts";
import { Titled } from "../frame/titled.tsx";
import { incidentTexts } from "../texts/incident.ts";
import type { ReportView } from "./present-incident.ts";
import styles from "./report-card.module.css";

const texts = incidentTexts.report;

/** The escalation report in the forms in which people hand it on. Printing shows nothing but the report. */
export function ReportCard({ report }: { readonly report: ReportView | null }) {
  if (report === null)
    return (
      <Titled heading={texts.heading}>
        <Text as="p">{texts.none}</Text>
      </Titled>
    );
  const { markdown, csv, fileName } = report;
  return (
    <Titled heading={texts.heading}>
      <BlockStack gap="300">
        <Text as="p">{texts.body}</Text>
        <ButtonGroup>
          <Button onClick={() => void copy(markdown)}>{texts.copy}</Button>
          <Button onClick={() => download(`${fileName}.md`, markdown, "text/markdown")}>
            {texts.markdown}
          </Button>
          <Button onClick={() => download(`${fileName}.csv`, csv, "text/csv")}>{texts.csv}</Button>
          <Button onClick={() => print()}>{texts.print}</Button>
        </ButtonGroup>
        <details className={styles["details"]}>
          <summary className={styles["summary"]}>{texts.preview}</summary>
          <pre className={styles["report"]} tabIndex={0} role="region" aria-label={texts.heading}>
            {markdown}
          </pre>
        </details>
        <pre className={styles["printed"]} aria-hidden="true">
          {markdown}
        </pre>
      </BlockStack>
    </Titled>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  showToast(texts.copied);
}

function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
