/**
 * The contract suite: what every worker has to do, tried on a real Muster whose time is virtual. An author's whole test:
 *
 * <pre>{@code
 * final class HelloContractTest extends WorkerContractTest {
 *     protected Candidate candidate() {
 *         return Candidate.of(Hello.class, "pause = 50ms").perRun(2);
 *     }
 * }
 * }</pre>
 *
 * <p>The class path needs {@code muster.jar}, this package's {@code muster-contract.jar}, and JUnit 5 (or ScalaTest for
 * {@code WorkerContractSuite}); nothing else.
 */
package dev.muster.contract;
