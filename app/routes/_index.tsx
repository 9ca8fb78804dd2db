import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";

/** Shopify opens the app here with the shop in the parameters; anybody else sees a page that says where the app is. */
export const loader = ({ request }: LoaderFunctionArgs) => {
  const { search } = new URL(request.url);
  if (search !== "") throw redirect(`/app${search}`);
  return null;
};

export const meta: MetaFunction = () => [{ title: "Inventory Handoff" }];

export default function PublicPage() {
  return (
    <main style={{ maxWidth: "34rem", margin: "4rem auto", padding: "0 1rem", font: "1rem/1.5 system-ui" }}>
      <h1 style={{ fontSize: "1.5rem" }}>Inventory Handoff</h1>
      <p>
        It shows where warehouse, ERP and storefront disagree about stock, which handoff between them broke,
        and since when.
      </p>
      <p>
        The app works inside Shopify: open it from <a href="https://admin.shopify.com">Shopify admin</a>,
        under Apps.
      </p>
    </main>
  );
}
