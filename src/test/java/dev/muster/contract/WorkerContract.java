package dev.muster.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * What Muster and its users may expect of every worker, found out on a real Muster whose time is virtual. Run it by
 * {@link WorkerContractTest} (JUnit 5), by {@code WorkerContractSuite} (ScalaTest), or by hand, clause by clause.
 */
public final class WorkerContract {
    private WorkerContract() {}

    /** The clauses that make sense for the candidate, each to be held on its own. */
    public static List<Clause> of(Candidate it) {
        var clauses = new ArrayList<Clause>();
        if (it.breakDown != null) {
            clauses.add(new Clause("comes up when what it needs is there", it, Failing::comesUpLate));
            clauses.add(new Clause("comes back after what it needs was away", it, Failing::comesBack));
        }
        clauses.add(new Clause("gives results again after it failed", it, Failing::failsAndGoesOn));
        clauses.add(new Clause("blocks in none of its callbacks", it, Blocking::blocksNowhere));
        clauses.add(new Clause("can be held up in any of its callbacks", it, Blocking::canBeHeldUp));
        clauses.add(new Clause("loses no result and gives none twice", it, Delivering::losesNothing));
        clauses.add(new Clause("is held back by a slow reporter", it, Delivering::isHeldBack));
        clauses.add(new Clause("pauses, and resumes without loss", it, Obeying::pausesAndResumes));
        clauses.add(new Clause("runs when it is triggered", it, Obeying::runsWhenTriggered));
        clauses.add(new Clause("ends at its limit", it, Obeying::endsAtItsLimit));
        clauses.add(new Clause("drains", it, Obeying::drains));
        clauses.add(new Clause("leaves nothing behind in " + it.restarts + " restarts", it, Restarting::leavesNothing));
        return clauses;
    }
}
