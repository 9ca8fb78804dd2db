import { Banner, BlockStack, Modal, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { EmptyCard } from "../frame/empty-card.tsx";
import { notificationTexts as texts } from "../texts/notifications.ts";
import { ChannelCard, type ChannelAction } from "./channel-card.tsx";
import { ChannelForm, emptyChannel } from "./channel-form.tsx";
import { LogCard } from "./log-card.tsx";
import type { TypedChannel } from "../../channels/typed.ts";
import type { NotificationsView } from "./view.ts";

export interface NotificationsPageProps {
  readonly view: NotificationsView;
  /** What is being done, and to which channel; null for a new one. */
  readonly busy: { readonly intent: "save" | ChannelAction; readonly id: string | null } | null;
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** The answer to the last form, where it was stored: that form closes. */
  readonly saved: object | null;
  readonly onSave: (typed: TypedChannel) => void;
  readonly onAct: (action: ChannelAction, id: string) => void;
}

export function NotificationsPage(props: NotificationsPageProps) {
  const { view, busy, problem, fields, saved, onSave, onAct } = props;
  /** Which form is open, and what had been stored when it was opened. */
  const [open, setForm] = useState<{ readonly id: string; readonly saved: object | null } | null>(null);
  const editing = open !== null && (saved === null || open.saved === saved) ? open.id : null;
  const setEditing = (id: string | null) => setForm(id === null ? null : { id, saved });
  const [removing, setRemoving] = useState<string | null>(null);
  const form = (start: TypedChannel, stored: string | null) => (
    <ChannelForm
      key={start.id ?? "new"}
      {...{ view, start, stored, fields, onSave }}
      problem={problem}
      busy={busy?.intent === "save"}
      onCancel={() => setEditing(null)}
    />
  );
  const leaving = view.channels.find(({ id }) => id === removing);
  return (
    <Page
      title={texts.title}
      subtitle={texts.subtitle}
      backAction={{ content: texts.back, url: "/app" }}
      primaryAction={{ content: texts.add, onAction: () => setEditing("new"), disabled: editing === "new" }}
    >
      <BlockStack gap="400">
        {!view.mailPossible && (
          <Banner tone="warning">
            <p>{texts.noMail}</p>
          </Banner>
        )}
        {problem !== null && editing === null && (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        )}
        {editing === "new" && form(emptyChannel(view.mailPossible ? "mail" : "slack", view), null)}
        {view.channels.length === 0 && editing === null && (
          <EmptyCard title={texts.empty} body={texts.emptyBody} />
        )}
        {view.channels.map((channel) =>
          editing === channel.id ? (
            form(channel.typed, channel.shownAddress)
          ) : (
            <ChannelCard
              key={channel.id}
              channel={channel}
              busy={busy !== null && busy.id === channel.id && busy.intent !== "save" ? busy.intent : null}
              onEdit={() => setEditing(channel.id)}
              onAct={(action) => (action === "remove" ? setRemoving(channel.id) : onAct(action, channel.id))}
            />
          ),
        )}
        <LogCard log={view.log} />
      </BlockStack>
      {leaving && (
        <Modal
          open
          title={texts.removeTitle(leaving.name)}
          onClose={() => setRemoving(null)}
          primaryAction={{
            content: texts.remove,
            destructive: true,
            onAction: () => {
              setRemoving(null);
              onAct("remove", leaving.id);
            },
          }}
          secondaryActions={[{ content: texts.cancel, onAction: () => setRemoving(null) }]}
        >
          <Modal.Section>
            <Text as="p">{texts.removeBody}</Text>
          </Modal.Section>
        </Modal>
      )}
    </Page>
  );
}
