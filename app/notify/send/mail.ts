import MailComposer from "nodemailer/lib/mail-composer";
import type { Message } from "../message.ts";
import { htmlMail, plainMail, type Footer } from "./mail-body.ts";
import type { Letter } from "./smtp.ts";

export interface MailParts {
  readonly message: Message;
  readonly footer: Footer;
  /** "Inventory Handoff <stock@example.com>" */
  readonly from: string;
  readonly to: string;
  /** Of this mail, and of the first one of its conversation where this is not it. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly at: number;
}

/** One mail for one reader, as bytes. */
export async function letterOf(parts: MailParts): Promise<Letter> {
  const { message, footer, from, to, messageId, inReplyTo, at } = parts;
  const bytes = await new MailComposer({
    from,
    to,
    // Mail programs put a conversation together by its title, so that stays; what is new stands in the mail.
    subject: oneLine(inReplyTo === null ? message.title : `Re: ${message.title}`),
    messageId,
    ...(inReplyTo !== null && { inReplyTo, references: [inReplyTo] }),
    date: new Date(at),
    text: plainMail(message, footer),
    html: htmlMail(message, footer),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "List-Unsubscribe": `<${footer.unsubscribeUrl}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { from: addressIn(from), to, bytes };
}

/** A name with a line break must not become a header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

/** The part in angle brackets, or all of it. */
export function addressIn(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}
