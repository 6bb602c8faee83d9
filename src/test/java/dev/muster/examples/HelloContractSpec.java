package dev.muster.examples;

import dev.muster.contract.Candidate;
import dev.muster.contract.WorkerContractTest;
import dev.muster.worker.Text;

final class HelloContractSpec extends WorkerContractTest {
    @Override
    protected Candidate candidate() {
        return Candidate.of(Hello.class, "pause = 50ms")
                .numbered(line -> line.equals(new Text("Hello ...")) ? 0 : 1)
                .perRun(2);
    }
}
