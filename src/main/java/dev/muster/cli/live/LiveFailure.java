package dev.muster.cli.live;

import dev.muster.cli.terminal.ExitCode;

/** What came instead of an answer. The message is one sentence for the user; it holds nothing that could steer a terminal. */
final class LiveFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    private LiveFailure(String message, int code) {
        super(message);
        this.code = code;
    }

    /** There is no Muster where it was looked for. */
    static LiveFailure unreachable(String message) {
        return new LiveFailure(message, ExitCode.UNREACHABLE);
    }

    /** There is one, and it does not do it. */
    static LiveFailure refused(String message) {
        return new LiveFailure(message, ExitCode.REFUSED);
    }

    /** What was typed cannot be meant. */
    static LiveFailure usage(String message) {
        return new LiveFailure(message, ExitCode.USAGE);
    }

    /** What says where it is cannot be used. */
    static LiveFailure settings(String message) {
        return new LiveFailure(message, ExitCode.SETTINGS);
    }

    /** What the process ends with. */
    int code() {
        return code;
    }

    boolean isUnreachable() {
        return code == ExitCode.UNREACHABLE;
    }
}
