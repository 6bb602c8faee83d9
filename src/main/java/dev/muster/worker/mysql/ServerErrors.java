package dev.muster.worker.mysql;

import java.sql.SQLException;
import java.util.Set;

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
    static final int PREPARED_STATEMENTS = 1461;
    static final int PASSWORD_EXPIRED = 1820;
    static final int CONNECTION_KILLED = 1927;
    static final int TLS_REQUIRED = 3159;

    /** Too few or too many parameters; said by the driver, which has no number for it. */
    private static final String PARAMETERS = "07001";

    private static final Set<Integer> OF_THE_MOMENT = Set.of(1203, USER_CONNECTIONS, PREPARED_STATEMENTS);
    private static final Set<Integer> OF_THE_ACCOUNT = Set.of(HOST_NOT_ALLOWED, PASSWORD_EXPIRED, TLS_REQUIRED);

    private ServerErrors() {}

    /** Whether only a person can mend it: what SQL calls a wrong authorisation, a syntax error or a broken access rule. */
    static boolean isPermanent(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LinkageError) return true;
            if (cause instanceof SQLException sql && (sql.getErrorCode() != 0 || PARAMETERS.equals(sql.getSQLState())))
                return isPermanent(sql);
        }
        return false;
    }

    private static boolean isPermanent(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        return OF_THE_ACCOUNT.contains(failure.getErrorCode())
                || !OF_THE_MOMENT.contains(failure.getErrorCode())
                        && (PARAMETERS.equals(state) || state.startsWith("28") || state.startsWith("42"));
    }
}
