package dev.muster.contract;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The {@link WorkerContract} as a JUnit 5 test: extend it, and each clause is a test. */
public abstract class WorkerContractTest {

    /** The worker to be tried. Called once. */
    protected abstract Candidate candidate() throws Exception;

    @TestFactory
    Stream<DynamicTest> aWorker() throws Exception {
        return WorkerContract.of(candidate()).stream()
                .map(clause -> DynamicTest.dynamicTest(clause.promise(), clause::hold));
    }
}
