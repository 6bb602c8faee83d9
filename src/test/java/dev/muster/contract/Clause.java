package dev.muster.contract;

/**
 * One promise that every worker keeps.
 *
 * @param promise completes "a worker …"
 */
public record Clause(String promise, Candidate candidate, Check check) {

    /** How it is found out. */
    @FunctionalInterface
    interface Check {
        void of(Candidate candidate) throws Exception;
    }

    /**
     * Tries the candidate; takes from a moment to some seconds.
     *
     * @throws AssertionError in one sentence, if the promise is broken
     */
    public void hold() throws Exception {
        check.of(candidate);
    }
}
