-- CreateTable
CREATE TABLE "notification_channels" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "person" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "listens_since" TIMESTAMPTZ(3) NOT NULL,
    "next_digest_at" TIMESTAMPTZ(3),
    "off_at" TIMESTAMPTZ(3),
    "off_why" TEXT,

    CONSTRAINT "notification_channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "transition" TEXT NOT NULL,
    "thread" TEXT,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "members" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "headline" TEXT,
    "problem" TEXT,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_marks" (
    "shop" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_marks_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "flow_trigger_uses" (
    "shop" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flow_trigger_uses_pkey" PRIMARY KEY ("shop","handle")
);

-- CreateTable
CREATE TABLE "flow_action_runs" (
    "shop" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "work" TEXT,

    CONSTRAINT "flow_action_runs_pkey" PRIMARY KEY ("shop","run_id")
);

-- CreateIndex
CREATE INDEX "notification_channels_next_digest_at_idx" ON "notification_channels"("next_digest_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_channels_shop_id_key" ON "notification_channels"("shop", "id");

-- CreateIndex
CREATE INDEX "notifications_shop_target_thread_idx" ON "notifications"("shop", "target", "thread");

-- CreateIndex
CREATE INDEX "notifications_shop_created_at_idx" ON "notifications"("shop", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_shop_target_subject_transition_key" ON "notifications"("shop", "target", "subject", "transition");

-- CreateIndex
CREATE INDEX "notification_marks_due_at_idx" ON "notification_marks"("due_at");

-- CreateIndex
CREATE INDEX "flow_action_runs_at_idx" ON "flow_action_runs"("at");

-- AddForeignKey
ALTER TABLE "notification_channels" ADD CONSTRAINT "notification_channels_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_marks" ADD CONSTRAINT "notification_marks_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_trigger_uses" ADD CONSTRAINT "flow_trigger_uses_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_action_runs" ADD CONSTRAINT "flow_action_runs_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;


-- Words with few values.
ALTER TABLE "notification_channels"
    ADD CONSTRAINT "notification_channels_kind_check" CHECK ("kind" IN ('mail', 'slack', 'teams', 'webhook'));

ALTER TABLE "notifications"
    ADD CONSTRAINT "notifications_state_check" CHECK (
        "state" IN ('pending', 'sending', 'sent', 'failed', 'unconfirmed', 'withdrawn', 'silent')
    );

-- What still has to be sent, or was begun and perhaps not ended.
CREATE INDEX "notifications_live" ON "notifications" ("due_at") WHERE "state" IN ('pending', 'sending');
CREATE INDEX "notifications_pending" ON "notifications" ("shop", "target", "due_at") WHERE "state" IN ('pending', 'sending');
