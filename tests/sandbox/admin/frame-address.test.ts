import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { frameAddress } from "../../../sandbox/admin/frame-address.ts";

test("the frame's address keeps the app's path and query, and adds Shopify's parameters with their signature", () => {
  const address = frameAddress(
    { origin: "http://127.0.0.1:4401", apiSecret: "secret" },
    {
      shopDomain: "kiln-and-co.myshopify.com",
      path: "/app/connections?filter=a%26b",
      idToken: "token",
      locale: "en-US",
      now: new Date("2026-04-03T10:15:00.900Z"),
    },
  );
  const url = new URL(address);
  const { hmac, ...parameters } = Object.fromEntries(url.searchParams);
  expect(url.pathname).toBe("/app/connections");
  expect(parameters).toEqual({
    filter: "a&b",
    embedded: "1",
    shop: "kiln-and-co.myshopify.com",
    host: Buffer.from("admin.shopify.com/store/kiln-and-co").toString("base64").replace(/=+$/, ""),
    locale: "en-US",
    id_token: "token",
    timestamp: "1775211300",
  });
  const message =
    "embedded=1&filter=a%26b&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUva2lsbi1hbmQtY28&id_token=token&locale=en-US" +
    "&shop=kiln-and-co.myshopify.com&timestamp=1775211300";
  expect(hmac).toBe(createHmac("sha256", "secret").update(message).digest("hex"));
});
