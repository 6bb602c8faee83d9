package dev.muster.worker.mysql;

import dev.muster.worker.PermanentFailure;

/** Why a run failed: one clause for people, without secrets and therefore without the driver's exceptions. */
final class MysqlFailure extends RuntimeException implements PermanentFailure {
    private final boolean permanent;

    MysqlFailure(String message) {
        this(message, false);
    }

    MysqlFailure(String message, boolean permanent) {
        super(message, null, false, false);
        this.permanent = permanent;
    }

    @Override
    public boolean isPermanent() {
        return permanent;
    }
}
