import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { StockBlock } from "../../shared/stock-block.tsx";

export default function block(): void {
  render(<StockBlock host={shopify} subject="product" />, document.body);
}
