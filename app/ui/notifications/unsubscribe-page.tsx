import { notificationTexts } from "../texts/notifications.ts";

const texts = notificationTexts.unsubscribe;

export interface UnsubscribePageProps {
  /** The channel and whether it is on; null for a link that leads nowhere. */
  readonly channel: { readonly name: string; readonly on: boolean } | null;
  /** Whether it was switched off just now; null before. */
  readonly done: boolean | null;
}

/** Outside of Shopify admin, so it stands alone. */
export function UnsubscribePage({ channel, done }: UnsubscribePageProps) {
  const over = done === true || (channel !== null && !channel.on);
  const sentence =
    channel === null ? texts.unknown : over ? texts.done(channel.name) : texts.ask(channel.name);
  return (
    <main style={{ maxWidth: "34rem", margin: "4rem auto", padding: "0 1rem", font: "1rem/1.5 system-ui" }}>
      <h1 style={{ fontSize: "1.5rem" }}>{texts.title}</h1>
      <p style={{ overflowWrap: "anywhere" }} role={over ? "status" : undefined}>
        {sentence}
      </p>
      {channel !== null && !over && (
        <form method="post">
          <button style={{ font: "inherit", padding: "0.6rem 1rem" }}>{texts.button}</button>
        </form>
      )}
    </main>
  );
}
