package dev.muster.settings;

import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.WorkerType;

/** The ways in which somebody else's class can fail. */
public final class BrokenTypes {
    private BrokenTypes() {}

    public static final class NoWorker {}

    public static final class Hidden implements WorkerType {
        private Hidden() {}

        @Override
        public Job read(Fields fields) {
            return null;
        }
    }

    public static final class Initialiser implements WorkerType {
        static final int PORT = Integer.parseInt("no number");

        @Override
        public Job read(Fields fields) {
            return null;
        }
    }

    public static final class Throwing implements WorkerType {
        @Override
        public Job read(Fields fields) {
            var secret = fields.secret("password", "to be kept").orElseThrow();
            throw new IllegalStateException("cannot use " + secret.reveal());
        }
    }

    public static final class Unlinked implements WorkerType {
        @Override
        public Job read(Fields fields) {
            throw new NoClassDefFoundError("com/acme/Driver");
        }
    }

    public static final class Deep implements WorkerType {
        @Override
        public Job read(Fields fields) {
            return read(fields);
        }
    }

    public static final class Nothing implements WorkerType {
        @Override
        public Job read(Fields fields) {
            return null;
        }
    }
}
