package dev.muster.worker.mysql;

/** Why a run failed: one clause for people, without secrets and therefore without the driver's exceptions. */
final class MysqlFailure extends RuntimeException {

    MysqlFailure(String message) {
        super(message, null, false, false);
    }
}
