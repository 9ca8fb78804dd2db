import { Html } from "../html.ts";

const icon = (paths: string): Html =>
  new Html(`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6"
    stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`);

export const icons = {
  home: icon('<path d="M3 9.2 10 3.5l7 5.7V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z"/>'),
  products: icon(
    '<path d="M10.6 3H16a1 1 0 0 1 1 1v5.4L10 16.7a1.4 1.4 0 0 1-2 0L3.3 12a1.4 1.4 0 0 1 0-2z"/><circle cx="13.6" cy="6.4" r=".6"/>',
  ),
  apps: icon(
    '<rect x="3" y="3" width="5.6" height="5.6" rx="1.4"/><rect x="11.4" y="3" width="5.6" height="5.6" rx="1.4"/><rect x="3" y="11.4" width="5.6" height="5.6" rx="1.4"/><rect x="11.4" y="11.4" width="5.6" height="5.6" rx="1.4"/>',
  ),
  sandbox: icon(
    '<path d="M8 3h4M8.6 3v4.6L4 15.2A1.2 1.2 0 0 0 5 17h10a1.2 1.2 0 0 0 1-1.8l-4.6-7.6V3M6.4 12h7.2"/>',
  ),
  menu: icon('<path d="M3 5.5h14M3 10h14M3 14.5h14"/>'),
  back: icon('<path d="M12 4.5 6.5 10l5.5 5.5"/>'),
  app: new Html(`<svg class="app-icon" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6" fill="#0b5f56"/>
    <path d="M5 9h9m0 0-2.8-2.8M14 9l-2.8 2.8M19 15h-9m0 0 2.8-2.8M10 15l2.8 2.8" stroke="#fff" stroke-width="1.7" fill="none"
    stroke-linecap="round" stroke-linejoin="round"/></svg>`),
};

/** A drawing in place of a product's photograph, always the same for the same id. */
export function productImage(id: string): Html {
  const seed = Array.from(id).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
  const shapes = [
    '<path d="M13 15h14l-1.6 13.2a2 2 0 0 1-2 1.8h-6.8a2 2 0 0 1-2-1.8zM27 18h3a3 3 0 0 1 0 6h-2.4"/>',
    '<path d="M17 11h6v4l3 3.5V29a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 14 29V18.5l3-3.5z"/>',
    '<path d="M10 18h20c0 6-4 11-10 11s-10-5-10-11zM16 31h8"/>',
    '<rect x="12" y="12" width="16" height="18" rx="2"/><path d="M16 12v-1.5a4 4 0 0 1 8 0V12"/>',
  ];
  const shape = shapes[seed % shapes.length] ?? "";
  return new Html(`<svg class="product-image" viewBox="0 0 40 40" role="img" aria-label="Drawing of the product">
    <rect width="40" height="40" rx="8" fill="hsl(${seed} 34% 92%)"/>
    <g fill="none" stroke="hsl(${seed} 34% 34%)" stroke-width="1.5" stroke-linejoin="round">${shape}</g></svg>`);
}
