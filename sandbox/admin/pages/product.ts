import type { SeedProduct, SeedVariant, StorefrontActions } from "../../contract.ts";
import { type Html, html } from "../html.ts";
import { extensionPlace } from "./extension.ts";
import { icons, productImage } from "./icons.ts";
import { type Surroundings, layout, storePath } from "./layout.ts";
import { idNumber, status } from "./products.ts";

/** A product with the stock of its variants in every location. */
export function productPage(around: Surroundings, shop: StorefrontActions, product: SeedProduct): string {
  const back = `${storePath(around)}/products`;
  return layout(
    around,
    "products",
    product.title,
    html`
      ${heading(back, "Products", product.title, status(product))}
      <section class="card product">
        ${productImage(product.id)}
        <p class="quiet">
          ${product.variants.length === 1 ? "One variant" : `${product.variants.length} variants`}
        </p>
      </section>
      ${product.variants.map(
        (variant) => html`
          <section class="card flush">
            <h2>
              <a href="${back}/${idNumber(product.id)}/variants/${idNumber(variant.id)}"
                >${variantTitle(variant)}</a
              >
              <small>${skuOf(variant)} · ${price(shop, variant)}</small>
            </h2>
            ${stockTable(around, shop, variant)}
          </section>
        `,
      )}
      ${extensionPlace(around, "admin.product-details.block.render", product.id)}
    `,
  );
}

/** One variant: what the variant page of Shopify's admin shows of it. */
export function variantPage(
  around: Surroundings,
  shop: StorefrontActions,
  product: SeedProduct,
  variant: SeedVariant,
): string {
  const back = `${storePath(around)}/products/${idNumber(product.id)}`;
  return layout(
    around,
    "products",
    `${product.title} · ${variantTitle(variant)}`,
    html`
      ${heading(back, product.title, variantTitle(variant), status(product))}
      <section class="card product">
        ${productImage(product.id)}
        <dl>
          <dt>SKU</dt>
          <dd>${skuOf(variant)}</dd>
          <dt>Barcode</dt>
          <dd>${variant.barcode ?? "None"}</dd>
          <dt>Price</dt>
          <dd>${price(shop, variant)}</dd>
          <dt>Inventory</dt>
          <dd>${variant.tracked ? "Tracked" : "Not tracked"}</dd>
        </dl>
      </section>
      <section class="card flush">
        <h2>Inventory</h2>
        ${stockTable(around, shop, variant)}
      </section>
      ${extensionPlace(around, "admin.product-variant-details.block.render", variant.id)}
    `,
  );
}

const heading = (back: string, backLabel: string, title: string, badge: Html): Html =>
  html`<div class="heading">
    <a class="back" href="${back}" aria-label="Back to ${backLabel}">${icons.back}</a>
    <h1>${title}</h1>
    ${badge}
  </div>`;

const variantTitle = (variant: SeedVariant): string =>
  variant.title === "Default Title" ? "Default variant" : variant.title;
const skuOf = (variant: SeedVariant): string => variant.sku ?? "No SKU";
const price = (shop: StorefrontActions, variant: SeedVariant): string =>
  `${variant.price} ${shop.seed.currency}`;

const stockTable = (around: Surroundings, shop: StorefrontActions, variant: SeedVariant): Html => html`
  <div class="scroll">
    <table class="stock">
      <thead>
        <tr>
          <th>Location</th>
          <th class="number">Incoming</th>
          <th class="number">Committed</th>
          <th class="number">Available</th>
          <th class="number">On hand</th>
        </tr>
      </thead>
      <tbody>
        ${shop.seed.locations.map((location) => stockRow(around, shop, variant, location.id, location.name))}
      </tbody>
    </table>
  </div>
`;

function stockRow(
  around: Surroundings,
  shop: StorefrontActions,
  variant: SeedVariant,
  locationId: string,
  name: string,
): Html {
  const stock = shop.stock(variant.inventoryItemId, locationId);
  if (stock === null || !stock.active)
    return html`<tr>
      <td>${name}</td>
      <td colspan="4" class="quiet">Not stocked</td>
    </tr>`;
  return html`<tr>
    <td>${name}</td>
    <td class="number" data-label="Incoming">${stock.incoming}</td>
    <td class="number" data-label="Committed">${stock.committed}</td>
    <td class="number" data-label="Available">
      <form class="quantity" method="post" action="${storePath(around)}/quantities">
        <input type="hidden" name="back" value="${around.here}" />
        <input type="hidden" name="item" value="${variant.inventoryItemId}" />
        <input type="hidden" name="location" value="${locationId}" />
        <input
          name="available"
          type="number"
          step="1"
          required
          value="${stock.available}"
          aria-label="Available at ${name}"
        />
        <button class="button">Save</button>
      </form>
    </td>
    <td class="number" data-label="On hand">${stock.onHand}</td>
  </tr>`;
}
