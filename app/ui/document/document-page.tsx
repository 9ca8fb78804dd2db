import { BlockStack, Box, Button, ButtonGroup, Card, Page } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Document } from "../../diagnosis/document/index.ts";
import { showToast } from "../frame/toast.ts";
import { documentTexts as texts } from "../texts/document.ts";
import { DocumentView } from "./document-view.tsx";
import { copyText, downloadFile, type HandedFile } from "./hand-on.ts";

export interface DocumentContent {
  readonly title: string;
  readonly subtitle: string;
  readonly back: { readonly content: string; readonly url: string };
  readonly document: Document;
  readonly markdown: string;
  readonly files: readonly HandedFile[];
}

export interface DocumentPageProps extends DocumentContent {
  /** What stands between the buttons and the document. */
  readonly children?: ReactNode;
}

/** A document in the forms in which people hand it on. Printing shows nothing but the document. */
export function DocumentPage(props: DocumentPageProps) {
  const { title, subtitle, back, document, markdown, files, children } = props;
  return (
    <Page
      title={title}
      subtitle={subtitle}
      backAction={back}
      primaryAction={{ content: texts.print, onAction: () => print() }}
    >
      <BlockStack gap="400">
        {/* A card reaches to the edges of a phone; buttons do not. */}
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <ButtonGroup>
            <Button
              onClick={() =>
                void copyText(markdown).then(
                  () => showToast(texts.copied),
                  () => showToast(texts.notCopied, true),
                )
              }
            >
              {texts.copy}
            </Button>
            {files.map((file) => (
              <Button key={file.name} onClick={() => downloadFile(file)}>
                {texts.download[file.type]}
              </Button>
            ))}
          </ButtonGroup>
        </Box>
        {children}
        <Card>
          <DocumentView document={document} />
        </Card>
      </BlockStack>
    </Page>
  );
}
