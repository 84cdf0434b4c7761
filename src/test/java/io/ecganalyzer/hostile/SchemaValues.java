package io.ecganalyzer.hostile;

import io.ecganalyzer.testing.ContractCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes values for schemas of the contract: mostly right ones, now and then one that is wrong in a way that breaks programs. */
final class SchemaValues {
    private static final double OPTIONAL = 0.4;
    private static final int LONGEST_ARRAY = 6;
    private static final int LONGEST_SIGNAL = 60;
    private static final List<String> TEXTS = Stream.of(HostileTexts.SQL, HostileTexts.MARKUP, HostileTexts.OTHERS)
            .flatMap(List::stream)
            .toList();

    private final ContractCheck contract;
    private final Random random;

    SchemaValues(ContractCheck contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    /** @param wrong how likely each part is wrong */
    Object of(JsonObject reference, double wrong) {
        JsonObject schema = contract.resolve(reference);
        if (random.nextDouble() < wrong) {
            return strange(2);
        }
        if (schema.containsKey("enum")) {
            return pick(schema.getJsonArray("enum").stream().toList());
        }
        return switch (typeOf(schema)) {
            case "object" -> object(schema, wrong);
            case "array" -> array(schema, wrong);
            case "integer" -> integer(schema, wrong);
            case "number" -> number(schema, wrong);
            case "boolean" -> random.nextBoolean();
            default -> text(schema, wrong);
        };
    }

    /** Anything that JSON can say. */
    private Object strange(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> pick(List.of(0, -1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE));
            case 3 -> pick(List.of(0.5, -0.0, 1e300, 1e-300, 250.0));
            case 4, 5 -> pick(TEXTS);
            case 6 -> new JsonArray();
            case 7 -> new JsonArray().add(strange(depth - 1)).add(strange(depth - 1));
            default -> new JsonObject().put(pick(TEXTS), strange(depth - 1));
        };
    }

    private JsonObject object(JsonObject schema, double wrong) {
        JsonObject object = new JsonObject();
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            boolean wanted = required.contains(name) ? random.nextDouble() >= wrong : random.nextDouble() < OPTIONAL;
            if (wanted) {
                object.put(name, of(properties.getJsonObject(name), wrong));
            }
        }
        if (schema.getValue("additionalProperties") instanceof JsonObject others && random.nextBoolean()) {
            object.put(pick(List.of("policy", "x", "ectopic_rule")), of(others, wrong));
        }
        if (random.nextDouble() < wrong) {
            object.put(pick(TEXTS), strange(1));
        }
        return object;
    }

    private JsonArray array(JsonObject schema, double wrong) {
        boolean signal = schema.getBoolean("x-streamed", false);
        int least = random.nextDouble() < wrong ? 0 : schema.getInteger("minItems", 0);
        int most = Math.min(signal ? LONGEST_SIGNAL : LONGEST_ARRAY, schema.getInteger("maxItems", LONGEST_ARRAY));
        int length = least + random.nextInt(Math.max(1, most - least + 1));
        JsonArray array = new JsonArray();
        for (int i = 0; i < length; i++) {
            array.add(of(schema.getJsonObject("items"), signal ? wrong / LONGEST_SIGNAL : wrong));
        }
        return array;
    }

    private Number integer(JsonObject schema, double wrong) {
        long least = schema.getLong("minimum", -1000L);
        long most = schema.getLong("maximum", 1000L);
        if (random.nextDouble() < wrong) {
            return random.nextBoolean() ? least - 1 : most + 1;
        }
        return switch (random.nextInt(6)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + (long) (random.nextDouble() * Math.min(most - least, 100));
        };
    }

    private Number number(JsonObject schema, double wrong) {
        double least = schema.getDouble("minimum", schema.getDouble("exclusiveMinimum", -1e9));
        double most = schema.getDouble("maximum", 1e9);
        if (random.nextDouble() < wrong) {
            return random.nextBoolean() ? least - 1 : most * 2;
        }
        return switch (random.nextInt(6)) {
            case 0 -> most;
            case 1 -> Math.max(1, least);
            default -> least + random.nextDouble() * (most - least);
        };
    }

    private String text(JsonObject schema, double wrong) {
        if (random.nextDouble() < wrong) {
            return pick(TEXTS);
        }
        String format = schema.getString("format", "");
        if (format.equals("uuid")) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        if (format.equals("date-time")) {
            return "20%02d-0%d-1%dT0%d:00:00Z"
                    .formatted(random.nextInt(26), 1 + random.nextInt(9), random.nextInt(10), random.nextInt(10));
        }
        if (schema.containsKey("examples") && random.nextBoolean()) {
            return schema.getJsonArray("examples").getString(0);
        }
        int least = schema.getInteger("minLength", 0);
        int most = Math.min(schema.getInteger("maxLength", 40), least + 40);
        StringBuilder text = new StringBuilder();
        for (int length = least + random.nextInt(most - least + 1); text.length() < length; ) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static String typeOf(JsonObject schema) {
        Object type = schema.getValue("type");
        return type instanceof JsonArray several ? several.getString(0) : String.valueOf(type);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    String hostileText() {
        return pick(TEXTS);
    }
}
