import { SecretError, type Secrets } from "../../platform/secrets.ts";
import type { PeopleStore, Person, Profile } from "../../shops/people.ts";
import type { Person as PersonRecord, PrismaClient } from "../generated/client.ts";

/** Profiles are sealed, bound to shop and person. One that no longer opens counts as not known and is asked for again. */
export function peopleStore(prisma: PrismaClient, secrets: Secrets): PeopleStore {
  const place = (shop: string, id: string) => ({ purpose: "person's profile", shop, id });
  const personOf = ({ shop, id, profile, myLocations }: PersonRecord): Person => ({
    id,
    myLocations,
    profile: profile === null ? null : opened(secrets, profile, place(shop, id)),
  });
  return {
    async find(shop, id) {
      const record = await prisma.person.findUnique({ where: { shop_id: { shop, id } } });
      return record && personOf(record);
    },
    async list(shop) {
      return (await prisma.person.findMany({ where: { shop }, orderBy: { id: "asc" } })).map(personOf);
    },
    async seen(shop, id, profile, at) {
      const sealed = profile && { profile: secrets.seal(JSON.stringify(profile), place(shop, id)) };
      const seenAt = new Date(at);
      await prisma.person.upsert({
        where: { shop_id: { shop, id } },
        create: { shop, id, seenAt, ...sealed },
        update: { seenAt, ...sealed },
      });
    },
    async chooseLocations(shop, id, locations) {
      await prisma.person.updateMany({ where: { shop, id }, data: { myLocations: [...locations] } });
    },
  };
}

function opened(secrets: Secrets, sealed: string, place: Parameters<Secrets["open"]>[1]): Profile | null {
  try {
    return JSON.parse(secrets.open(sealed, place)) as Profile;
  } catch (error) {
    if (error instanceof SecretError) return null;
    throw error;
  }
}
