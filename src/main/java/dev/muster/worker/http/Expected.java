package dev.muster.worker.http;

import dev.muster.worker.Fields;
import java.util.List;

/** Which statuses are no failure: those listed, as {@code 204} or {@code 2xx}; if none is, all below 400. */
record Expected(List<String> statuses) {

    static Expected read(Fields fields) {
        var statuses = fields.texts(
                "expect-status", List.of(), "statuses that are no failure, 204 or 2xx; none listed: any below 400");
        for (var status : statuses) {
            if (!status.matches("[1-5](xx|\\d\\d)"))
                fields.problem("expect-status", "must be a status such as 204 or 2xx");
        }
        return new Expected(statuses);
    }

    boolean contains(int status) {
        if (statuses.isEmpty()) return status < 400;
        return statuses.contains(String.valueOf(status)) || statuses.contains(status / 100 + "xx");
    }
}
