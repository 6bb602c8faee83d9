package dev.muster.settings;

import com.typesafe.config.Config;
import dev.muster.guardian.GuardianSettings;
import dev.muster.report.sinks.SinksSettings;
import java.util.List;

/**
 * A whole checked settings file.
 *
 * @param effective what each setting is in the end, workers that are not enabled included, in the order of the schemas
 * @param warnings what is allowed, but should be changed
 * @param pekko what the ActorSystem is given; holds nothing of the user's {@code muster} section, since that has secrets
 */
public record MusterSettings(
        GuardianSettings guardian,
        SinksSettings sinks,
        AdminSettings admin,
        Config pekko,
        List<Setting> effective,
        List<Problem> warnings) {

    /** Without {@link #pekko}, which is long and the user's own. */
    @Override
    public String toString() {
        return "MusterSettings[guardian=" + guardian + ", sinks=" + sinks + ", admin=" + admin + "]";
    }
}
