import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useNavigate } from "@remix-run/react";
import { useEffect, type AnchorHTMLAttributes } from "react";
import { AppFrame, type AppFrameProps } from "../ui/frame/app-frame.tsx";
import { ErrorBoundary as PageError } from "./shared/boundary.tsx";
import { forCaller } from "./shared/page.server.ts";

export { headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) => forCaller(request, () => Promise.resolve(null));

export default function App() {
  useAdminNavigation();
  return (
    <AppFrame link={AppLink}>
      <Outlet />
    </AppFrame>
  );
}

export function ErrorBoundary() {
  return (
    <AppFrame link={AppLink}>
      <PageError />
    </AppFrame>
  );
}

const AppLink: AppFrameProps["link"] = ({ url, external, target, ...rest }) => {
  // Polaris's own type lets every attribute be undefined, which the exact types of React do not.
  const attributes = rest as AnchorHTMLAttributes<HTMLAnchorElement>;
  if (external || target === "_blank")
    return <a href={url} target="_blank" rel="noreferrer" {...attributes} />;
  return <Link to={url} {...attributes} />;
};

/** The admin's own navigation asks the app to move by an event on the link. */
function useAdminNavigation(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const move = ({ target }: Event) => {
      const href = target instanceof Element ? target.getAttribute("href") : null;
      if (href !== null) navigate(href);
    };
    addEventListener("shopify:navigate", move);
    return () => removeEventListener("shopify:navigate", move);
  }, [navigate]);
}
