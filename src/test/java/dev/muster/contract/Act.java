package dev.muster.contract;

/** What an author does to the world around his worker. Performed on the suite's thread; returns when it is done. */
@FunctionalInterface
public interface Act {
    void perform() throws Exception;
}
