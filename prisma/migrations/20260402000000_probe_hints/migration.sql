-- CreateTable
CREATE TABLE "probe_hints" (
    "shop" TEXT NOT NULL,
    "inventory_item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "changes" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "probe_hints_pkey" PRIMARY KEY ("shop","inventory_item_id","location_id")
);

-- CreateIndex
CREATE INDEX "probe_hints_due_at_idx" ON "probe_hints"("due_at");

-- AddForeignKey
ALTER TABLE "probe_hints" ADD CONSTRAINT "probe_hints_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;


