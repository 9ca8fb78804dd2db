import type { ActionFunctionArgs } from "@remix-run/node";
import { forCaller } from "./shared/page.server.ts";
import { textOf } from "./shared/typed-connection.ts";

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }) => {
    const answer = await useCases.eraseShop(caller, textOf(await request.formData(), "confirm"));
    return answer.ok
      ? { ok: true, problem: null }
      : { ok: false, problem: answer.fields["confirm"] ?? answer.problem };
  });
