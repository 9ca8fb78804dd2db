import type { SeedProduct, StorefrontActions } from "../../contract.ts";
import { type Html, html } from "../html.ts";
import { productImage } from "./icons.ts";
import { type Surroundings, layout, storePath } from "./layout.ts";

export const pageSize = 50;

/** The number at the end of a gid: what the admin's addresses hold. */
export const idNumber = (gid: string): string => /(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? gid;

/** The catalogue, a page at a time; `query` looks in titles and SKUs. */
export function productsPage(
  around: Surroundings,
  shop: StorefrontActions,
  query: string,
  page: number,
): string {
  const found = shop.seed.products.filter((product) => matches(product, query));
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const rows = found.slice((page - 1) * pageSize, page * pageSize);
  return layout(
    around,
    "products",
    "Products",
    html`
      <h1>Products</h1>
      <section class="card flush">
        <form class="search" role="search">
          <input
            name="q"
            value="${query}"
            placeholder="Search title or SKU"
            aria-label="Search title or SKU"
            type="search"
          />
        </form>
        ${rows.length === 0 ? html`<p class="empty">No product matches “${query}”.</p>` : productTable(around, shop, rows)}
        ${pages > 1 ? pager(query, page, pages, found.length) : null}
      </section>
    `,
  );
}

function matches(product: SeedProduct, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return [product.title, ...product.variants.map(({ sku }) => sku ?? "")].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

const productTable = (
  around: Surroundings,
  shop: StorefrontActions,
  products: readonly SeedProduct[],
): Html => html`
  <table>
    <thead>
      <tr>
        <th colspan="2">Product</th>
        <th>Status</th>
        <th class="number">Available</th>
      </tr>
    </thead>
    <tbody>
      ${products.map(
        (product) => html`
          <tr>
            <td class="image">${productImage(product.id)}</td>
            <td>
              <a href="${storePath(around)}/products/${idNumber(product.id)}">${product.title}</a>
              <small
                >${product.variants.length === 1 ? (product.variants[0]?.sku ?? "No SKU") : `${product.variants.length} variants`}</small
              >
            </td>
            <td>${status(product)}</td>
            <td class="number">${availableOf(shop, product)}</td>
          </tr>
        `,
      )}
    </tbody>
  </table>
`;

export const status = (product: SeedProduct): Html =>
  html`<span class="badge ${product.status.toLowerCase()}"
    >${product.status.charAt(0) + product.status.slice(1).toLowerCase()}</span
  >`;

function availableOf(shop: StorefrontActions, product: SeedProduct): string {
  const tracked = product.variants.filter((variant) => variant.tracked);
  if (tracked.length === 0) return "Not tracked";
  const levels = tracked.flatMap((variant) =>
    shop.seed.locations.map((location) => shop.stock(variant.inventoryItemId, location.id)),
  );
  return levels
    .reduce((sum, stock) => sum + (stock?.active === true ? stock.available : 0), 0)
    .toLocaleString("en");
}

function pager(query: string, page: number, pages: number, total: number): Html {
  const to = (number: number, label: string): Html =>
    number < 1 || number > pages
      ? html`<span class="button" aria-disabled="true">${label}</span>`
      : html`<a class="button" href="?${new URLSearchParams({ q: query, page: String(number) }).toString()}"
          >${label}</a
        >`;
  return html`<footer class="pager">
    ${to(page - 1, "Previous")}
    <span>Page ${page} of ${pages}, ${total} products</span> ${to(page + 1, "Next")}
  </footer>`;
}
