package dev.muster.contract;

import dev.muster.report.Account;
import dev.muster.report.Roster;

/** What must be true of the books when all is quiet. */
final class Books {
    private Books() {}

    /** @throws AssertionError if results are under way for ever, were lost by ending, or came in a wrong order */
    static void assertClosed(Roster.Entry worker, Trial trial) {
        var account = worker.account();
        if (account.inFlight() != 0) throw new AssertionError("its books do not close: " + account);
        if (!trial.candidate().live && (dropped(account, "aborted") || dropped(account, "shutdown")))
            throw new AssertionError("it lost results that it had emitted: dropped " + account.dropped());
        assertInOrder(trial);
    }

    private static boolean dropped(Account account, String reason) {
        return account.dropped().containsKey(reason);
    }

    static void assertInOrder(Trial trial) {
        var faults = trial.witness().faults();
        if (!faults.isEmpty()) throw new AssertionError(String.join("; ", faults));
    }
}
