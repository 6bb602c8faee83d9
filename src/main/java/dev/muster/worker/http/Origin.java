package dev.muster.worker.http;

/** Where connections lead to. The host is in lower case, an IPv6 address without its brackets. */
record Origin(boolean secure, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    static Origin of(boolean secure, String host, int port) {
        return new Origin(secure, host, port >= 0 ? port : secure ? HTTPS : HTTP);
    }

    @Override
    public String toString() {
        var name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        var scheme = secure ? "https://" : "http://";
        return port == (secure ? HTTPS : HTTP) ? scheme + name : scheme + name + ":" + port;
    }
}
