import { Banner, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { connectionTexts } from "../texts/connections.ts";
import { SampleCard } from "./sample-card.tsx";
import type { FormAnswer } from "./view.ts";

const texts = connectionTexts.form;

/** What a test or a save brought. It stands by the buttons and takes the focus; a field that is wrong takes it before. */
export function FormAnswerCard({ answer }: { readonly answer: FormAnswer | null }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer === null || answer.kind === "saved") return;
    const wrong = element.current?.closest("form")?.querySelector<HTMLElement>("[aria-invalid=true]");
    (wrong ?? element.current)?.focus();
  }, [answer]);
  return (
    <div ref={element} role="status" tabIndex={-1} style={{ outline: "none" }}>
      {answer?.kind === "sample" && <SampleCard sample={answer.sample} />}
      {answer?.kind === "refused" && (
        <Banner tone="critical" title={answer.problem === null ? texts.fieldsTitle : texts.problemTitle}>
          <Text as="p" breakWord>
            {answer.problem ?? texts.fieldsBody}
          </Text>
        </Banner>
      )}
    </div>
  );
}
