import type { Message } from "../message.ts";
import { notifyTexts } from "../texts.ts";

const LONGEST = 2_900;

/** For an incoming webhook. It answers with no id, so that what follows cannot be put under the first message: it names it instead. */
export function slackBody({ title, headline, tone, sentence, facts, parts, notices, link }: Message): string {
  const section = (text: string, more: object = {}) => ({
    type: "section",
    text: { type: "mrkdwn", text: text.slice(0, LONGEST) },
    ...more,
  });
  return JSON.stringify({
    // What a phone's notification shows.
    text: escape(`${headline}. ${sentence}`).slice(0, LONGEST),
    unfurl_links: false,
    blocks: [
      { type: "header", text: { type: "plain_text", text: `${marks[tone]} ${headline}`.slice(0, 150) } },
      section(`*${escape(title)}*\n${escape(sentence)}`),
      ...(facts.length > 0
        ? [
            {
              type: "section",
              fields: facts.slice(0, 10).map(({ label, value }) => ({
                type: "mrkdwn",
                text: `*${escape(label)}*\n${escape(value)}`.slice(0, 1_900),
              })),
            },
          ]
        : []),
      ...parts
        .slice(0, 10)
        .map((part) => section(`*<${part.link.url}|${escape(part.heading)}>*\n${escape(part.text)}`)),
      ...(notices.length > 0 ? [section(notices.map(escape).join("\n"))] : []),
      {
        type: "actions",
        elements: [
          { type: "button", text: { type: "plain_text", text: link.label }, url: link.url, style: "primary" },
        ],
      },
    ],
  });
}

const marks: Readonly<Record<Message["tone"], string>> = {
  bad: "\u{1F534}",
  good: "\u{2705}",
  plain: notifyTexts.mark,
};

/** Slack's own three: everything else is taken as it is. */
function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
