-- AlterTable
ALTER TABLE "locations" ADD COLUMN "online_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sales_channels" ADD COLUMN "appeared_at" TIMESTAMPTZ(3);
