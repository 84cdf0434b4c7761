package io.ecganalyzer.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A setting of an analyzer.
 *
 * @param name snake_case, as it stands in a result's parameters
 * @param description what it decides
 * @param defaultValue a String, Boolean, Long or Double; its type is the parameter's type
 * @param allowed the values a String may take; empty where any is taken
 * @param range the values a Long or Double may take; empty where any is taken
 */
public record Parameter(
        String name, String description, Object defaultValue, List<String> allowed, Optional<Range> range) {
    public Parameter {
        allowed = List.copyOf(allowed);
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException("parameter name \"" + name + "\" is not snake_case");
        }
    }

    /** A text out of a few; the first is the default. */
    public static Parameter choice(String name, String description, String... allowed) {
        return new Parameter(name, description, allowed[0], Arrays.asList(allowed), Optional.empty());
    }

    /** A number with bounds. */
    public static Parameter number(String name, String description, double defaultValue, double min, double max) {
        return new Parameter(name, description, defaultValue, List.of(), Optional.of(new Range(min, max)));
    }

    /** A whole number with bounds. */
    public static Parameter integer(String name, String description, long defaultValue, long min, long max) {
        return new Parameter(name, description, defaultValue, List.of(), Optional.of(new Range(min, max)));
    }

    /** On or off. */
    public static Parameter flag(String name, String description, boolean defaultValue) {
        return new Parameter(name, description, defaultValue, List.of(), Optional.empty());
    }

    /** Its type as JSON Schema names it: string, boolean, integer or number. */
    public String type() {
        if (defaultValue instanceof String) {
            return "string";
        }
        if (defaultValue instanceof Boolean) {
            return "boolean";
        }
        return defaultValue instanceof Long ? "integer" : "number";
    }

    /**
     * The value as an analyzer gets it: an Integer becomes a Long, a whole number for a Double a Double.
     *
     * @throws IllegalArgumentException where it is of another type, not allowed or out of range; the message says what is
     */
    public Object accept(Object value) {
        return switch (type()) {
            case "string" -> acceptText(value);
            case "boolean" -> {
                if (!(value instanceof Boolean)) {
                    throw new IllegalArgumentException("must be true or false");
                }
                yield value;
            }
            case "integer" -> acceptInteger(value);
            default -> acceptNumber(value);
        };
    }

    private String acceptText(Object value) {
        if (value instanceof String text && (allowed.isEmpty() || allowed.contains(text))) {
            return text;
        }
        throw new IllegalArgumentException(
                allowed.isEmpty() ? "must be a text" : "must be one of " + String.join(", ", allowed));
    }

    private Long acceptInteger(Object value) {
        if (!(value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte)) {
            throw new IllegalArgumentException("must be a whole number" + rangeText());
        }
        long number = ((Number) value).longValue();
        checkRange((double) number);
        return number;
    }

    private Double acceptNumber(Object value) {
        if (!(value instanceof Number given)) {
            throw new IllegalArgumentException("must be a number" + rangeText());
        }
        double number = given.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("must be a finite number");
        }
        checkRange(number);
        return number;
    }

    private void checkRange(double number) {
        if (range.isPresent()
                && !(number >= range.orElseThrow().min()
                        && number <= range.orElseThrow().max())) {
            throw new IllegalArgumentException("must be a number" + rangeText());
        }
    }

    private String rangeText() {
        return range.map(bounds -> " from " + plain(bounds.min()) + " to " + plain(bounds.max()))
                .orElse("");
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** From min to max, both included. */
    public record Range(double min, double max) {}
}
