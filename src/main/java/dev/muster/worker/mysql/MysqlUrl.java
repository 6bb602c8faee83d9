package dev.muster.worker.mysql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A {@code jdbc:mysql://host:port/database?options} url. Never prints more than host and port, since it may hold a password.
 *
 * @param text the whole url
 * @param server host and port, for people
 * @param options names (in any case) and values after the question mark, with {@code user} and {@code password} if these
 *     are before the host
 * @param problem what makes the url unusable
 */
record MysqlUrl(String text, String server, Map<String, String> options, Optional<String> problem) {
    private static final Pattern FORM = Pattern.compile("jdbc:mysql://(?:([^@/?]*)@)?"
            + "(\\[[0-9a-fA-F:.]+]|[^:/?,()@\\[\\]]+)(:\\d{1,5})?(?:/[^?]*)?(?:\\?(.*))?");

    /** Each lets the server, or whoever writes the settings, read this machine's files or run classes of its choice. */
    private static final List<String> REFUSED = List.of(
            "allowLoadLocalInfile",
            "allowLoadLocalInfileInPath",
            "allowUrlInLocalInfile",
            "autoDeserialize",
            "autoGenerateTestcaseScript",
            "authenticationOpenidConnectCallbackHandler",
            "authenticationPlugins",
            "authenticationWebAuthnCallbackHandler",
            "clientInfoProvider",
            "connectionLifecycleInterceptors",
            "defaultAuthenticationPlugin",
            "exceptionInterceptors",
            "logger",
            "parseInfoCacheFactory",
            "profilerEventHandler",
            "propertiesTransform",
            "queryInfoCacheFactory",
            "queryInterceptors",
            "serverConfigCacheFactory",
            "socketFactory");

    /** What a setting decides, under the driver's present names and its old ones, and what to say of that. */
    private static final Map<String, String> DECIDED = new TreeMap<>(Map.of(
            "connectTimeout", "connect-timeout and query-timeout decide",
            "socketTimeout", "connect-timeout and query-timeout decide",
            "sslMode", "tls decides",
            "useSSL", "tls decides",
            "requireSSL", "tls decides",
            "verifyServerCertificate", "tls decides"));

    static MysqlUrl of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return new MysqlUrl(
                    text,
                    "the server",
                    Map.of(),
                    Optional.of("must have the form jdbc:mysql://host:port/database, with one host"));
        }
        var server = form.group(2) + (form.group(3) == null ? ":3306" : form.group(3));
        try {
            var options = options(form.group(4) == null ? "" : form.group(4));
            if (form.group(1) != null) addUser(form.group(1), options);
            return new MysqlUrl(text, server, options, refusal(options));
        } catch (IllegalArgumentException e) {
            return new MysqlUrl(
                    text, server, Map.of(), Optional.of("has an option that is not percent-encoded properly"));
        }
    }

    /** Whether the url has that option. */
    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of that option. */
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** What must not be printed of the url. */
    List<String> secrets() {
        return options.entrySet().stream()
                .filter(option -> option.getKey().toLowerCase(Locale.ROOT).contains("password"))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public String toString() {
        return server;
    }

    private static Map<String, String> options(String query) {
        var options = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var pair : query.split("&")) {
            int sign = pair.indexOf('=');
            if (!pair.isBlank()) {
                options.put(
                        decoded(sign < 0 ? pair : pair.substring(0, sign)),
                        sign < 0 ? "" : decoded(pair.substring(sign + 1)));
            }
        }
        return options;
    }

    private static void addUser(String userInfo, Map<String, String> options) {
        int sign = userInfo.indexOf(':');
        options.put("user", decoded(sign < 0 ? userInfo : userInfo.substring(0, sign)));
        if (sign >= 0) options.put("password", decoded(userInfo.substring(sign + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8).trim();
    }

    private static Optional<String> refusal(Map<String, String> options) {
        for (var option : DECIDED.entrySet()) {
            if (options.containsKey(option.getKey())) {
                return Optional.of("must not have the option " + option.getKey() + ": " + option.getValue());
            }
        }
        return REFUSED.stream()
                .filter(options::containsKey)
                .filter(name -> !"false".equals(options.get(name).toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(name -> "must not have the option " + name
                        + ": it would let the server or the url read local files or load classes");
    }
}
