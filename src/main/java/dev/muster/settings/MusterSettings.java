package dev.muster.settings;

import com.typesafe.config.Config;
import dev.muster.guardian.GuardianSettings;
import dev.muster.report.sinks.SinksSettings;

/**
 * A whole checked settings file.
 *
 * @param pekko what the ActorSystem is given; holds nothing of the user's {@code muster} section, since that has secrets
 */
public record MusterSettings(GuardianSettings guardian, SinksSettings sinks, AdminSettings admin, Config pekko) {

    /** Without {@link #pekko}, which is long and the user's own. */
    @Override
    public String toString() {
        return "MusterSettings[guardian=" + guardian + ", sinks=" + sinks + ", admin=" + admin + "]";
    }
}
