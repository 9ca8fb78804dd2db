import type { Message } from "../message.ts";

/** An adaptive card, as the webhook of a Teams workflow takes it. */
export function teamsBody({ title, headline, tone, sentence, facts, parts, notices, link }: Message): string {
  const text = (words: string, more: object = {}) => ({
    type: "TextBlock",
    text: escape(words),
    wrap: true,
    ...more,
  });
  return JSON.stringify({
    type: "message",
    summary: headline,
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          msteams: { width: "Full" },
          body: [
            text(headline, { weight: "Bolder", size: "Large", color: colors[tone] }),
            text(title, { isSubtle: true, spacing: "None" }),
            text(sentence),
            ...(facts.length > 0
              ? [
                  {
                    type: "FactSet",
                    facts: facts.map(({ label, value }) => ({ title: escape(label), value: escape(value) })),
                  },
                ]
              : []),
            ...parts.flatMap((part) => [
              text(part.heading, { weight: "Bolder", separator: true }),
              text(part.text.replaceAll("\n", "\n\n"), { spacing: "None" }),
            ]),
            ...notices.map((notice) => text(notice, { isSubtle: true })),
          ],
          actions: [{ type: "Action.OpenUrl", title: link.label, url: link.url }],
        },
      },
    ],
  });
}

const colors: Readonly<Record<Message["tone"], string>> = {
  bad: "Attention",
  good: "Good",
  plain: "Default",
};

/** Cards take Markdown: what people named must not become a link or a list. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|~<>]/g, "\\$&");
}
