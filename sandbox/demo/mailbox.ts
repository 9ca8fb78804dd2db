import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { Mailbox, ReceivedMail } from "../admin/ports.ts";

const KEPT = 200;

/** A mail server of its own on loopback: whatever the app sends, to whomever, arrives here and nowhere else. */
export async function openMailbox(
  port: number,
  clock: () => Date,
): Promise<Mailbox & { close(): Promise<void> }> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 100,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        PostalMime.parse(Buffer.concat(chunks)).then(
          ({ subject, to, text, html, inReplyTo }) => {
            mails.push({
              at: clock(),
              to: (to ?? []).map(({ address }) => address ?? "").join(", "),
              subject: subject ?? "",
              text: text ?? "",
              html: html ?? "",
              isReply: inReplyTo !== undefined,
            });
            mails.splice(0, mails.length - KEPT);
            done(null);
          },
          (error: unknown) => done(error as Error),
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  server.on("error", () => undefined);
  return { mails: () => mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
