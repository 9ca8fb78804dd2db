/** A signed-in user of a Tryton database. Quantities are plain numbers; ids are positive integers. */
export interface Tryton {
  /** Calls `model.<name>`; the context goes last. Rejects with the server's own words. */
  call<Result>(name: string, ...parameters: readonly unknown[]): Promise<Result>;
  /** Added to the context of every later call. */
  work(context: Readonly<Record<string, unknown>>): void;
  readonly userId: number;
}

export async function signIn(
  address: string,
  database: string,
  user: string,
  password: string,
): Promise<Tryton> {
  const url = `${address}/${database}/`;
  let context: Record<string, unknown> = {};
  const post = async (method: string, params: readonly unknown[], authorization?: string) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(authorization && { authorization }) },
      body: JSON.stringify({ id: 1, method, params }),
    });
    if (!response.ok) throw new Error(`${method}: status ${response.status}`);
    const { result, error } = (await response.json()) as { result?: unknown; error?: unknown };
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error).slice(0, 600)}`);
    return result;
  };
  const [userId, key] = (await post("common.db.login", [user, { password }])) as [number, string];
  const session = `Session ${Buffer.from(`${user}:${userId}:${key}`).toString("base64")}`;
  return {
    userId,
    work: (more) => void (context = { ...context, ...more }),
    call: async <Result>(name: string, ...parameters: readonly unknown[]) =>
      (await post(`model.${name}`, [...parameters, context], session)) as Result,
  };
}

export const decimal = (text: string) => ({ __class__: "Decimal", decimal: text });

/** A day, so many days from now. */
export function day(offset: number) {
  const at = new Date(Date.now() + offset * 86_400_000);
  return {
    __class__: "date",
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
  };
}
