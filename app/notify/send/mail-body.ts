import type { Fact, Message, Part } from "../message.ts";
import { notifyTexts } from "../texts.ts";
import { html, type Html } from "./html.ts";

const texts = notifyTexts.footer;

export interface Footer {
  readonly shopName: string;
  readonly unsubscribeUrl: string;
  readonly settingsUrl: string;
}

/** What a reader without HTML sees, with everything that the other one says. */
export function plainMail(message: Message, footer: Footer): string {
  const { headline, sentence, facts, parts, notices, link } = message;
  const blocks = [
    headline,
    sentence,
    facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
    ...parts.map((part) => `${part.heading}\n${part.text}\n${part.link.url}`),
    notices.join("\n"),
    `${link.label}: ${link.url}`,
    `--\n${texts.why(footer.shopName)}\n${texts.settings}: ${footer.settingsUrl}\n${texts.unsubscribe}: ${footer.unsubscribeUrl}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const tones: Readonly<Record<Message["tone"], { readonly bar: string; readonly word: string }>> = {
  bad: { bar: "#b3261e", word: "Needs attention" },
  good: { bar: "#0b6b4f", word: "Resolved" },
  plain: { bar: "#4a4a4a", word: "For your information" },
};

/** One column that is as wide as the screen, up to 600 px; styles stand with their elements, as mail programs want them. */
export function htmlMail(message: Message, footer: Footer): string {
  const { title, headline, tone, sentence, facts, parts, notices, link } = message;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>${headline}</title>
      </head>
      <body style="margin:0;padding:0;background:#f1f1f1;${font}">
        <div style="display:none;max-height:0;overflow:hidden">${sentence}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f1f1f1">
          <tr>
            <td align="center" style="padding:16px 8px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width:600px;background:#ffffff;border-radius:12px;border-top:4px solid ${tones[tone].bar}"
              >
                <tr>
                  <td style="padding:24px 24px 0;color:#303030;font-size:14px;line-height:20px">
                    <p style="margin:0 0 4px;color:${tones[tone].bar};font-weight:600">${tones[tone].word}</p>
                    <h1
                      style="margin:0 0 4px;font-size:20px;line-height:28px;color:#1a1a1a;overflow-wrap:anywhere"
                    >
                      ${headline}
                    </h1>
                    <p style="margin:0 0 16px;color:#616161;overflow-wrap:anywhere">${title}</p>
                    <p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere">
                      ${sentence}
                    </p>
                  </td>
                </tr>
                ${facts.length > 0 ? factTable(facts) : ""}
                <tr>
                  <td style="padding:8px 24px 16px">${button(link.url, link.label)}</td>
                </tr>
                ${parts.map(partRow)}
                ${notices.map(
                  (notice) =>
                    html`<tr>
                      <td
                        style="padding:0 24px 12px;color:#303030;font-size:14px;line-height:20px;overflow-wrap:anywhere"
                      >
                        ${notice}
                      </td>
                    </tr>`,
                )}
                <tr>
                  <td
                    style="padding:16px 24px 24px;border-top:1px solid #e3e3e3;color:#616161;font-size:12px;line-height:18px"
                  >
                    ${texts.why(footer.shopName)}<br />
                    <a href="${footer.settingsUrl}" style="color:#005bd3">${texts.settings}</a> &middot;
                    <a href="${footer.unsubscribeUrl}" style="color:#005bd3">${texts.unsubscribe}</a>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.text;
}

function factTable(facts: readonly Fact[]): Html {
  return html`<tr>
    <td style="padding:0 24px">
      <table
        width="100%"
        cellpadding="0"
        cellspacing="0"
        style="border-collapse:collapse;font-size:14px;line-height:20px;color:#303030"
      >
        ${facts.map(
          ({ label, value }) =>
            html`<tr>
              <th
                scope="row"
                align="left"
                valign="top"
                style="padding:8px 12px 8px 0;border-top:1px solid #ebebeb;color:#616161;font-weight:400;width:110px"
              >
                ${label}
              </th>
              <td valign="top" style="padding:8px 0;border-top:1px solid #ebebeb;overflow-wrap:anywhere">
                ${value}
              </td>
            </tr>`,
        )}
      </table>
    </td>
  </tr>`;
}

function partRow({ heading, text, link }: Part): Html {
  return html`<tr>
    <td
      style="padding:12px 24px;border-top:1px solid #ebebeb;color:#303030;font-size:14px;line-height:20px;overflow-wrap:anywhere"
    >
      <a href="${link.url}" style="color:#005bd3;font-weight:600">${heading}</a><br />
      ${text.split("\n").map((line) => html`${line}<br />`)}
    </td>
  </tr>`;
}

function button(url: string, label: string): Html {
  return html`<a
    href="${url}"
    style="display:inline-block;padding:10px 16px;border-radius:8px;background:#303030;color:#ffffff;font-size:14px;font-weight:600;text-decoration:none"
    >${label}</a
  >`;
}
