-- CreateTable
CREATE TABLE "sales_channels" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "sales_channels_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "published_skus" (
    "shop" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "sku" TEXT NOT NULL,

    CONSTRAINT "published_skus_pkey" PRIMARY KEY ("shop","channel_id","sku")
);

-- AddForeignKey
ALTER TABLE "sales_channels" ADD CONSTRAINT "sales_channels_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "published_skus" ADD CONSTRAINT "published_skus_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "published_skus" ADD CONSTRAINT "published_skus_shop_channel_id_fkey" FOREIGN KEY ("shop", "channel_id") REFERENCES "sales_channels"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;
