package dev.muster.worker.http;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/**
 * A URL, or what leads from one to another, by RFC 3986. {@link java.net.URI} resolves by the older RFC 2396: there
 * {@code ?page=2} forgets the last segment of the path, and a {@code ..} too many stays.
 *
 * @param scheme null if absent; so are authority, query and fragment
 * @param path empty if absent
 */
record Reference(String scheme, String authority, String path, String query, String fragment) {

    /** As in the RFC's appendix B. */
    private static final Pattern PARTS =
            Pattern.compile("(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

    /** Takes any text apart; whether the parts are well formed is not looked at. */
    static Reference of(String text) {
        var parts = PARTS.matcher(text);
        if (!parts.matches()) throw new IllegalStateException("the pattern matches every text");
        return new Reference(parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5));
    }

    /**
     * Where this leads to from {@code base}, as in the RFC's section 5.2.2.
     *
     * @param base with a scheme
     */
    Reference from(Reference base) {
        if (scheme != null) return new Reference(scheme, authority, withoutDots(path), query, fragment);
        if (authority != null) return new Reference(base.scheme, authority, withoutDots(path), query, fragment);
        if (path.isEmpty()) {
            var asked = query == null ? base.query : query;
            return new Reference(base.scheme, base.authority, base.path, asked, fragment);
        }
        var whole = path.startsWith("/") ? path : base.directory() + path;
        return new Reference(base.scheme, base.authority, withoutDots(whole), query, fragment);
    }

    @Override
    public String toString() {
        return (scheme == null ? "" : scheme + ":")
                + (authority == null ? "" : "//" + authority)
                + path
                + (query == null ? "" : "?" + query)
                + (fragment == null ? "" : "#" + fragment);
    }

    private String directory() {
        return path.isEmpty() && authority != null ? "/" : path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String withoutDots(String path) {
        if (!path.startsWith("/")) return path;
        var kept = new ArrayDeque<String>();
        var last = "";
        for (var segment : path.substring(1).split("/", -1)) {
            if (segment.equals("..")) kept.pollLast();
            else if (!segment.equals(".")) kept.add(segment);
            last = segment;
        }
        // What ends in dots is a directory.
        if (last.equals(".") || last.equals("..")) kept.add("");
        return "/" + String.join("/", kept);
    }
}
