import {
  Banner,
  BlockStack,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { channelKinds, usualRules, type ChannelKind } from "../../channels/channel.ts";
import { notificationTexts } from "../texts/notifications.ts";
import type { TypedChannel } from "../../channels/typed.ts";
import type { NotificationsView } from "./view.ts";

const texts = notificationTexts.form;

export interface ChannelFormProps {
  readonly view: NotificationsView;
  readonly start: TypedChannel;
  /** What is stored of the address of one that exists; null for a new one. */
  readonly stored: string | null;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly onSave: (typed: TypedChannel) => void;
  readonly onCancel: () => void;
}

export function ChannelForm({
  view,
  start,
  stored,
  busy,
  problem,
  fields,
  onSave,
  onCancel,
}: ChannelFormProps) {
  const [typed, setTyped] = useState(start);
  const change = (part: Partial<TypedChannel>) => setTyped({ ...typed, ...part });
  const text = (field: keyof TypedChannel, label: string, helpText?: string) => (
    <TextField
      label={label}
      name={field}
      value={String(typed[field] ?? "")}
      onChange={(value) => change({ [field]: value })}
      autoComplete="off"
      {...(helpText === undefined ? {} : { helpText })}
      {...(fields[field] ? { error: fields[field] } : {})}
    />
  );
  const { kind } = typed;
  const secretUrl = kind !== "mail" && stored !== null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {stored === null ? texts.newTitle : texts.editTitle(start.name)}
        </Text>
        {problem !== null && (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        )}
        <FormLayout>
          {stored === null && (
            <>
              <Select
                label={texts.kind}
                options={channelKinds.map((value) => ({ value, label: notificationTexts.kinds[value] }))}
                value={kind}
                onChange={(value) => setTyped(emptyChannel(value as ChannelKind, view))}
              />
              <Select
                label={texts.whose}
                options={[
                  { value: "mine", label: notificationTexts.mine },
                  { value: "team", label: notificationTexts.team },
                ]}
                value={typed.mine ? "mine" : "team"}
                onChange={(value) => change({ mine: value === "mine" })}
              />
            </>
          )}
          {text("name", texts.name)}
          {text("to", texts.address[kind], secretUrl ? texts.kept(stored) : texts.addressHelp[kind])}
          {kind === "webhook" && text("secret", texts.secret, texts.secretHelp)}
          <Select
            label={texts.atOnce}
            options={(["oversell", "everything", "nothing"] as const).map((value) => ({
              value,
              label: texts.atOnceChoices[value],
            }))}
            value={typed.atOnce}
            onChange={(atOnce) => change({ atOnce })}
          />
          {typed.atOnce !== "nothing" &&
            text("threshold", texts.threshold(view.currency), texts.thresholdHelp)}
          {text("digestAt", texts.digest, texts.digestHelp(view.zone))}
          <FormLayout.Group condensed>
            {text("quietFrom", texts.quietFrom)}
            {text("quietTo", texts.quietTo)}
          </FormLayout.Group>
          <Text as="p" tone="subdued">
            {texts.quietHelp}
          </Text>
        </FormLayout>
        <InlineStack gap="200" align="end">
          <Button onClick={onCancel}>{notificationTexts.cancel}</Button>
          <Button variant="primary" loading={busy} onClick={() => onSave(typed)}>
            {notificationTexts.save}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** A new channel as most shops want it. */
export function emptyChannel(
  kind: ChannelKind,
  { ownMail, freshSecret }: Pick<NotificationsView, "ownMail" | "freshSecret">,
): TypedChannel {
  const { atOnce, digestAt, quiet } = usualRules[kind];
  return {
    ...{ id: null, kind, atOnce, threshold: "" },
    mine: kind === "mail",
    name: kind === "mail" && ownMail !== "" ? ownMail : notificationTexts.kinds[kind],
    to: kind === "mail" ? ownMail : "",
    secret: kind === "webhook" ? freshSecret : "",
    digestAt: digestAt ?? "",
    quietFrom: quiet?.from ?? "",
    quietTo: quiet?.to ?? "",
  };
}
