import { randomUUID } from "node:crypto";
import type { UploadStore } from "../../shops/ports.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant } from "./convert.ts";

export function uploadStore(prisma: PrismaClient): UploadStore {
  return {
    async save(shop, connectionId, name, bytes, at) {
      const content = { bytes: new Uint8Array(bytes), modifiedAt: new Date(at) };
      await prisma.upload.upsert({
        where: { shop_connectionId_name: { shop, connectionId, name } },
        create: { id: randomUUID(), shop, connectionId, name, ...content },
        update: content,
      });
    },
    async find(shop, connectionId, name) {
      const row = await prisma.upload.findUnique({
        where: { shop_connectionId_name: { shop, connectionId, name } },
      });
      return row && { bytes: row.bytes, modifiedAt: instant(row.modifiedAt) };
    },
  };
}
