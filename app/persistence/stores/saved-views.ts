import type { SavedViewStore } from "../../use-cases/views.ts";
import type { PrismaClient } from "../generated/client.ts";

export function savedViewStore(prisma: PrismaClient): SavedViewStore {
  const isTaken = async (shop: string, person: string, name: string) =>
    (await prisma.savedView.count({ where: { shop, person, name } })) > 0;
  return {
    list: (shop, person) =>
      prisma.savedView.findMany({
        where: { shop, person },
        select: { id: true, name: true, query: true },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      }),
    async add(shop, person, view, at) {
      const { count } = await prisma.savedView.createMany({
        data: [{ ...view, shop, person, createdAt: new Date(at) }],
        skipDuplicates: true,
      });
      return count === 1;
    },
    async rename(shop, person, id, name) {
      try {
        const { count } = await prisma.savedView.updateMany({ where: { id, shop, person }, data: { name } });
        return count === 1 ? "done" : "gone";
      } catch (error) {
        if (await isTaken(shop, person, name)) return "taken";
        throw error;
      }
    },
    async remove(shop, person, id) {
      await prisma.savedView.deleteMany({ where: { id, shop, person } });
    },
  };
}
