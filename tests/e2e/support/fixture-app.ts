import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";

/** A tiny app that uses App Bridge the way ours does, to try the admin and the stand-in without it. */
export function createFixtureApp(apiKey: string): Server {
  let staleAnswers = 1;
  return createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://app");
    if (url.pathname === "/" && url.search !== "") {
      redirect(response, `/app${url.search}`);
      return;
    }
    if (url.pathname === "/auth/session-token") {
      send(response, bouncePage(apiKey));
      return;
    }
    if (url.pathname === "/api/who") {
      // As Shopify's package does with a stale token: App Bridge must ask once more.
      if (url.searchParams.has("stale") && staleAnswers-- > 0) {
        response.writeHead(401, { "X-Shopify-Retry-Invalid-Session-Request": "1" });
        return response.end();
      }
      who(request, response);
      return;
    }
    if (url.pathname === "/events") {
      events(response);
      return;
    }
    if (!url.searchParams.has("id_token") && url.searchParams.get("embedded") !== "1") {
      bounce(response, url);
      return;
    }
    send(response, page(apiKey, url.pathname), {
      "Content-Security-Policy":
        "frame-ancestors https://kiln-and-co.myshopify.com https://admin.shopify.com;",
    });
  });
}

function send(response: ServerResponse, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location });
  response.end();
}

function bounce(response: ServerResponse, url: URL): void {
  redirect(
    response,
    `/auth/session-token?${new URLSearchParams({ "shopify-reload": url.pathname + url.search }).toString()}`,
  );
}

function who(request: IncomingMessage, response: ServerResponse): void {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const claims = token === undefined ? null : Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  response.writeHead(claims === null ? 401 : 200, { "Content-Type": "application/json" });
  response.end(claims ?? "{}");
}

function events(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write("data: first\n\n");
}

const script = `<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>`;

const bouncePage = (apiKey: string): string => script.replace("<script", `<script data-api-key="${apiKey}"`);

const page = (apiKey: string, path: string): string => `<!doctype html>
<html lang="en"><head><meta name="shopify-api-key" content="${apiKey}">${script}<title>Fixture ${path}</title></head>
<body>
  <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/connections">Connections</a><a href="/app/locations">Locations</a></ui-nav-menu>
  <ui-title-bar title="Fixture"><button onclick="shopify.toast.show('Pressed')">Second</button><button variant="primary" onclick="shopify.modal.show('m')">Do it</button></ui-title-bar>
  <h1>${path}</h1>
  <p id="who"></p>
  <form data-save-bar data-discard-confirmation onsubmit="event.preventDefault(); saved.textContent = 'saved ' + this.name.value">
    <label>Name <input name="name" value="old"></label>
  </form>
  <p id="saved"></p>
  <ui-modal id="m"><p>Inside the modal</p><ui-title-bar title="Really?"><button variant="primary" onclick="shopify.modal.hide('m')">Yes</button></ui-title-bar></ui-modal>
  <button id="product" onclick="open('shopify://admin/products/1001', '_top')">Product</button>
  <button id="error" onclick="shopify.toast.show('That failed', { isError: true })">Fail</button>
  <script>
    const saved = document.getElementById("saved");
    const ask = (path) => fetch(path).then((answer) => answer.json()).then((claims) => { document.getElementById("who").textContent = claims.sub; });
    void ask("/api/who");
    addEventListener("shopify:navigate", (event) => {
      history.pushState(null, "", event.target.getAttribute("href"));
      document.querySelector("h1").textContent = location.pathname;
    });
    addEventListener("popstate", () => { document.querySelector("h1").textContent = location.pathname; });
  </script>
</body></html>`;
