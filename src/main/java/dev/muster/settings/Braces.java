package dev.muster.settings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Walks through HOCON that parses, and tells what the library forgets on merging: the path and line of each opening brace,
 * and of each key that is set in one object for the second time.
 */
final class Braces {
    private final String text;
    private final BiConsumer<List<String>, Integer> opened;
    private final BiConsumer<List<String>, Integer> setAgain;
    private final Deque<List<String>> open = new ArrayDeque<>();
    private final Deque<Set<List<String>>> set = new ArrayDeque<>();
    private List<String> key = new ArrayList<>();
    private StringBuilder part = new StringBuilder();
    private boolean inValue;
    private boolean valueBegun;
    private int line = 1;
    private int at;

    Braces(String text, BiConsumer<List<String>, Integer> opened, BiConsumer<List<String>, Integer> setAgain) {
        this.text = text;
        this.opened = opened;
        this.setAgain = setAgain;
        open.push(List.of());
        set.push(new HashSet<>());
    }

    void scan() {
        for (at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '#' || text.startsWith("//", at)) {
                skipTo("\n");
                at--;
            } else if (c == '"') {
                string();
            } else if (text.startsWith("${", at)) {
                valueBegun = true;
                skipTo("}");
            } else {
                sign(c);
            }
        }
    }

    private void sign(char c) {
        switch (c) {
            case '{' -> brace();
            case '[' -> push(List.of("[]"));
            case '}', ']' -> pop();
            case '\n' -> newline();
            case ',' -> nextKey();
            case '=', ':' -> valueBegins();
            default -> other(c);
        }
    }

    private void brace() {
        var path = new ArrayList<>(open.peek());
        endPart();
        path.addAll(key);
        if (!valueBegun || !inValue) opened.accept(List.copyOf(path), line);
        push(path);
    }

    private void push(List<String> path) {
        open.push(path);
        set.push(new HashSet<>());
        nextKey();
    }

    private void pop() {
        if (open.size() > 1) {
            open.pop();
            set.pop();
        }
        nextKey();
        inValue = true;
        valueBegun = true;
    }

    private void newline() {
        line++;
        boolean keyOnly =
                !inValue && !part.toString().isBlank() && !part.toString().startsWith("include");
        boolean awaitsValue = inValue && !valueBegun;
        if (!keyOnly && !awaitsValue) nextKey();
    }

    private void nextKey() {
        key = new ArrayList<>();
        part = new StringBuilder();
        inValue = false;
        valueBegun = false;
    }

    private void valueBegins() {
        if (inValue) return;
        inValue = true;
        valueBegun = false;
        if (text.charAt(at - 1) != '+') noteSet();
    }

    /** To set a key again by a reference is how a default is overridden; an object is merged. */
    private void noteSet() {
        int value = at + 1;
        while (value < text.length() && Character.isWhitespace(text.charAt(value))) value++;
        if (text.startsWith("${", value) || text.startsWith("{", value)) return;
        var path = new ArrayList<>(open.peek());
        endPart();
        path.addAll(key);
        if (!set.peek().add(path)) setAgain.accept(List.copyOf(path), line);
    }

    private void other(char c) {
        if (inValue) {
            valueBegun |= !Character.isWhitespace(c);
        } else if (c == '.') {
            endPart();
        } else if (c != '+' && c != '\uFEFF') {
            part.append(c);
        }
    }

    private void endPart() {
        var name = part.toString().strip();
        if (!name.isEmpty()) key.add(name);
        part = new StringBuilder();
    }

    private void string() {
        if (text.startsWith("\"\"\"", at)) {
            at += 3;
            skipTo("\"\"\"");
            valueBegun = true;
            return;
        }
        int begin = at + 1;
        for (at = begin; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') at++;
        }
        if (inValue) {
            valueBegun = true;
        } else {
            part = new StringBuilder(part.toString().strip()).append(text, begin, Math.min(at, text.length()));
        }
    }

    /** Leaves {@link #at} on the last character of {@code end}. */
    private void skipTo(String end) {
        int found = text.indexOf(end, at);
        int last = found < 0 ? text.length() : found + end.length() - 1;
        if (!end.equals("\n"))
            line += (int) text.substring(at, Math.min(last, text.length()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
        at = last;
    }
}
