package dev.muster.settings;

import java.util.List;

/** The settings cannot be used. */
public final class BadSettings extends Exception {
    private final transient List<Problem> problems;

    BadSettings(List<Problem> problems) {
        super(problems.size() + " problem(s) in the settings");
        this.problems = List.copyOf(problems);
    }

    /** All of them, sorted by file and line; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
