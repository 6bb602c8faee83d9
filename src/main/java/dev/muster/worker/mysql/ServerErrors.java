package dev.muster.worker.mysql;

/** Error numbers of MySQL and MariaDB, from their lists of server error codes. */
final class ServerErrors {
    static final int TOO_MANY_CONNECTIONS = 1040;
    static final int ACCESS_DENIED_DATABASE = 1044;
    static final int ACCESS_DENIED = 1045;
    static final int UNKNOWN_DATABASE = 1049;
    static final int SHUTDOWN = 1053;
    static final int NO_SUCH_THREAD = 1094;
    static final int HOST_BLOCKED = 1129;
    static final int HOST_NOT_ALLOWED = 1130;
    static final int LOCK_WAIT_TIMEOUT = 1205;
    static final int DEADLOCK = 1213;
    static final int USER_CONNECTIONS = 1226;
    static final int QUERY_KILLED = 1317;
    static final int PASSWORD_EXPIRED = 1820;
    static final int CONNECTION_KILLED = 1927;
    static final int TLS_REQUIRED = 3159;

    private ServerErrors() {}
}
